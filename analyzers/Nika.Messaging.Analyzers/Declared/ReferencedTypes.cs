using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>Finds the types of referenced assemblies that may be messages or handlers: of those only that know the library, since no other declares any.</summary>
internal static class ReferencedTypes
{
    public static IEnumerable<INamedTypeSymbol> Of(Compilation compilation, IAssemblySymbol library, CancellationToken cancellationToken)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (Knows(assembly, library))
            {
                foreach (var type in In(assembly.GlobalNamespace, cancellationToken))
                {
                    yield return type;
                }
            }
        }
    }

    private static bool Knows(IAssemblySymbol assembly, IAssemblySymbol library) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == library.Name));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol parent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in parent.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var nested in In(inner, cancellationToken))
                {
                    yield return nested;
                }
            }
        }
    }
}
