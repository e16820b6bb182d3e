using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA209: a handler in one of the specification's groups takes a message that is on another stream. {0} the message, {1} the group, {2} what
/// that reads, {3} where to handle it.
/// </summary>
internal static class GroupStreamRule
{
    public static void Register(CompilationStartAnalysisContext start) => start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (DeclaredHandler.Of((INamedTypeSymbol)context.Symbol) is not { } handler)
        {
            return;
        }

        bool readsFeed = HandlerGroups.ReadsFeed(handler.Group);
        if (!readsFeed && !HandlerGroups.IsRole(handler.Group))
        {
            return;
        }

        foreach (var (method, type) in handler.Methods())
        {
            if (DeclaredMessage.Of(type, context.CancellationToken) is { Model.IsHash: false } message
                && (readsFeed ? message.Model.Layer != Layer.EntityFeed : !message.IsRequest))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    UsageRules.NotOnGroupsStream,
                    method.Locations.FirstOrDefault(location => location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree)) ?? handler.Type.Locations[0],
                    type.Name,
                    handler.Group,
                    readsFeed ? "the entity feed" : "the requests of jobs",
                    message.Model.Layer == Layer.EntityFeed ? "'cg:worker' or another group of the feed" : message.IsRequest ? "a group 'role:…'" : "a handler without a group, or a group of its own"));
            }
        }
    }
}
