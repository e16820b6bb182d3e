using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Finds messages that share a wire name, or a hash or stream that one of them would spoil for the other: in this assembly, and in
/// those it references.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UniqueContractAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Duplicate = Rule.LikelyAtEnd(
        RemarkIds.DuplicateContract,
        RuleCategory.Contracts,
        "A message's name and key are its own",
        "'{1}' is the {2} of '{0}' and of '{3}', {4}: write another for one of them");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Duplicate];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.MessageAttribute)) is not { } message)
            {
                return;
            }

            var declared = new ConcurrentBag<DeclaredMessage>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    if (DeclaredMessage.Of((INamedTypeSymbol)symbol.Symbol, symbol.CancellationToken) is { } found)
                    {
                        declared.Add(found);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(declared, message.ContainingAssembly, end));
        });
    }

    private static void Report(ConcurrentBag<DeclaredMessage> declared, IAssemblySymbol library, CompilationAnalysisContext context)
    {
        if (declared.IsEmpty)
        {
            return;
        }

        // Its own first, and then by name: which other is named does not change from build to build.
        var all = declared.OrderBy(m => m.FullName, StringComparer.Ordinal)
            .Concat(DeclaredMessage.OfReferences(context.Compilation, library, context.CancellationToken).OrderBy(m => m.FullName, StringComparer.Ordinal))
            .ToList();
        var byName = all.ToLookup(m => m.Model.WireName, StringComparer.Ordinal);
        var byKey = all.Where(m => m.OwnKey is not null).ToLookup(m => m.OwnKey!, StringComparer.Ordinal);
        foreach (var message in declared)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Other(message, byName[message.Model.WireName]) is { } namesake)
            {
                Report(message, message.MessageAttribute, message.Model.WireName, "wire name", namesake, "which readers cannot tell apart");
            }

            if (message.OwnKey is not null && Other(message, byKey[message.OwnKey].Where(message.Spoils)) is { } neighbour)
            {
                string result = message.Model.IsHash ? "which delete each other's fields" : "whose times to live and bounds differ, so that the last one to write decides";
                Report(message, message.LayerAttribute, message.Model.Key.Template, "key", neighbour, result);
            }
        }

        void Report(DeclaredMessage message, AttributeData attribute, string value, string what, DeclaredMessage other, string result)
        {
            var location = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? message.Type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(Duplicate, location, message.Type.Name, value, what, other.ShownFrom(message), result));
        }
    }

    private static DeclaredMessage? Other(DeclaredMessage message, IEnumerable<DeclaredMessage> candidates) =>
        candidates.FirstOrDefault(other => !SymbolEqualityComparer.Default.Equals(other.Type, message.Type));
}
