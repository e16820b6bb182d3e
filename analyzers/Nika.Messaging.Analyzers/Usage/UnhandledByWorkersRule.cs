using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>NIKA208: a pod that is a worker declares work that no handler takes, of its own or of a reference. {0} the message, {1} for whom it is.</summary>
internal static class UnhandledByWorkersRule
{
    public static void Report(DeclaredTypes declared, CompilationAnalysisContext context)
    {
        if (!declared.HasMessages)
        {
            return;
        }

        var handlers = declared.Handlers(context.Compilation, context.CancellationToken).ToList();
        if (!handlers.Exists(handler => HandlerGroups.IsWorkers(handler.Group) || HandlerGroups.IsRole(handler.Group)))
        {
            return;
        }

        var takenByWorkers = Taken(handlers.Where(handler => HandlerGroups.IsWorkers(handler.Group)));
        var takenByGroups = Taken(handlers.Where(handler => handler.Group is not null));
        foreach (var message in declared.Messages(context.CancellationToken))
        {
            var (worker, taken) = message switch
            {
                { Model.Layer: Layer.EntityFeed } => ("workers, when it is created", takenByWorkers),
                { IsRequest: true } => ("one pod of a role", takenByGroups),
                _ => (null, null),
            };
            if (taken?.Contains(message.Type) == false)
            {
                var location = message.MessageAttribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? message.Type.Locations[0];
                context.ReportDiagnostic(Diagnostic.Create(UsageRules.UnhandledByWorkers, location, message.Type.Name, worker));
            }
        }
    }

    private static HashSet<ISymbol> Taken(IEnumerable<DeclaredHandler> handlers) =>
        new(handlers.SelectMany(handler => handler.Methods()).Select(method => method.Message), SymbolEqualityComparer.Default);
}
