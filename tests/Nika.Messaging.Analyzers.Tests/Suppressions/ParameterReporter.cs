using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>Reports every parameter as unused: the real analyzers of that rule need a newer compiler than this one, or code style in the build.</summary>
#pragma warning disable RS1001, RS1017, RS1036, RS1038 // Nobody loads it: tests make it.
internal sealed class ParameterReporter(string id) : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor rule = new(id, "Unused parameter", "Remove it", "Style", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(symbol => symbol.ReportDiagnostic(Diagnostic.Create(rule, symbol.Symbol.Locations[0])), SymbolKind.Parameter);
    }
}
