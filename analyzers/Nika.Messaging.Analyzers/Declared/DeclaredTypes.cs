using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// The messages and handlers of a compilation, gathered while it is looked at, for those that compare them at its end. Messages are read
/// only if somebody asks.
/// </summary>
internal sealed class DeclaredTypes
{
    private readonly ConcurrentBag<INamedTypeSymbol> messages = [];
    private readonly ConcurrentBag<DeclaredHandler> handlers = [];
    private readonly IAssemblySymbol library;

    private DeclaredTypes(IAssemblySymbol library) => this.library = library;

    public static DeclaredTypes Collect(CompilationStartAnalysisContext start)
    {
        // Whoever references the library references what declares its attributes.
        var attribute = start.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.MessageAttribute));
        var declared = new DeclaredTypes(attribute?.ContainingAssembly ?? start.Compilation.Assembly);
        start.RegisterSymbolAction(context => declared.Add((INamedTypeSymbol)context.Symbol), SymbolKind.NamedType);
        return declared;
    }

    /// <summary>Whether the compilation itself declares messages.</summary>
    public bool HasMessages => !messages.IsEmpty;

    public IEnumerable<DeclaredMessage> Messages(CancellationToken cancellationToken) =>
        messages.Select(type => DeclaredMessage.Of(type, cancellationToken)).OfType<DeclaredMessage>();

    public IEnumerable<DeclaredMessage> ReferencedMessages(Compilation compilation, CancellationToken cancellationToken) =>
        DeclaredMessage.OfReferences(compilation, library, cancellationToken);

    /// <summary>The handlers, those of references too.</summary>
    public IEnumerable<DeclaredHandler> Handlers(Compilation compilation, CancellationToken cancellationToken) =>
        handlers.Concat(ReferencedTypes.Of(compilation, library, cancellationToken).Select(DeclaredHandler.Of).OfType<DeclaredHandler>());

    private void Add(INamedTypeSymbol type)
    {
        if (type.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            messages.Add(type);
        }
        else if (DeclaredHandler.Of(type) is { } handler)
        {
            handlers.Add(handler);
        }
    }
}
