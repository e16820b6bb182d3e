using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Reports what the generator's own parsing finds wrong with messages, parts, ids and handlers: what it refuses to generate for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ContractRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // The generator reads contracts in files that another tool has written, too; one it cannot serve must not go unsaid there.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.MessageAttribute)) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        // Elsewhere the attributes are misplaced, and the compiler says so.
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
        {
            return;
        }

        foreach (var attribute in type.GetAttributes())
        {
            foreach (var problem in ProblemsOf(type, attribute.AttributeClass, context.CancellationToken))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    ContractRules.Of(problem.RuleId), LocationOf(problem, context), [.. problem.Arguments]));
            }
        }
    }

    private static ImmutableArray<Problem> ProblemsOf(INamedTypeSymbol type, INamedTypeSymbol? attribute, CancellationToken cancellationToken)
    {
        if (attribute is null || !attribute.IsInNika(attribute.Name))
        {
            return [];
        }

        return attribute.Name switch
        {
            KnownNames.MessageAttribute => MessageParser.Parse(type, cancellationToken).Problems,
            KnownNames.MessagePartAttribute => PartParser.Parse(type, cancellationToken).Problems,
            KnownNames.IdAttribute => IdParser.Parse(type, cancellationToken).Problems,
            KnownNames.HandlerAttribute => HandlerParser.Parse(type, cancellationToken).Problems,
            _ => [],
        };
    }

    /// <summary>The problem's own place; the declared type's if that is in another assembly, where a base type may be.</summary>
    private static Location LocationOf(Problem problem, SymbolAnalysisContext context)
    {
        var location = problem.GetLocation(context.CancellationToken);
        return location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? location : context.Symbol.Locations[0];
    }
}
