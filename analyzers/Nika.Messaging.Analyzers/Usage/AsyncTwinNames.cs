using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// The names of methods that have an async twin somewhere in <see cref="AsyncTwins.Waiting"/>, read from the references once a compilation. A call by
/// any other name need not be bound: what derives from those types, a database's own command say, has their names.
/// </summary>
internal sealed class AsyncTwinNames(Compilation compilation)
{
    private const string Suffix = "Async";

    private readonly Lazy<HashSet<string>> names = new(() => Read(compilation), LazyThreadSafetyMode.ExecutionAndPublication);

    public bool Contain(string name) => names.Value.Contains(name);

    private static HashSet<string> Read(Compilation compilation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (string waiting in AsyncTwins.Waiting)
        {
            INamespaceSymbol? space = compilation.GlobalNamespace;
            foreach (string part in waiting.Split('.'))
            {
                space = space?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
            }

            if (space is not null)
            {
                AddFrom(space, found);
            }
        }

        if (compilation.GetTypeByMetadataName(AsyncTwins.Process) is { } process)
        {
            AddFrom(process, found);
        }

        return found;
    }

    private static void AddFrom(INamespaceSymbol space, HashSet<string> found)
    {
        foreach (var member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                AddFrom(inner, found);
            }
            else if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Struct } type)
            {
                AddFrom(type, found);
            }
        }
    }

    private static void AddFrom(INamedTypeSymbol type, HashSet<string> found)
    {
        foreach (string name in type.MemberNames)
        {
            if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal))
            {
                _ = found.Add(name.Substring(0, name.Length - Suffix.Length));
            }
        }
    }
}
