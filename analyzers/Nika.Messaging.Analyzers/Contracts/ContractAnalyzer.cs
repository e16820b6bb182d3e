using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Reports what the generator's own parsing refuses of messages, parts, ids, handlers and clients; if nothing, what they hardly do as meant.</summary>
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
                start.RegisterSyntaxNodeAction(AnalyzeCodecs, SyntaxKind.AttributeList);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        // Elsewhere the attributes are misplaced, and the compiler says so.
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } type)
        {
            return;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            if (type.FindAttribute(KnownNames.ClientAttribute) is not null)
            {
                Report(ClientParser.Parse(type, context.CancellationToken).Problems, context);
            }

            return;
        }

        bool hasSteps = false;
        foreach (var attribute in type.GetAttributes())
        {
            hasSteps |= attribute.AttributeClass.IsInNika(KnownNames.StepAttribute);
            if (attribute.AttributeClass is { } attributeClass && attributeClass.IsInNika(attributeClass.Name))
            {
                Analyze(type, attributeClass.Name, context);
            }
        }

        if (hasSteps)
        {
            new ContractRemarks(type, [], context).OfStepsWithoutPipeline();
        }
    }

    /// <summary>Codecs of the assembly: no member names them, so that nothing else would say that they are none.</summary>
    private static void AnalyzeCodecs(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is not AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword } list)
        {
            return;
        }

        foreach (var attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass.IsInNika(KnownNames.CodecAttribute)
                && attribute.ApplicationSyntaxReference is { } place
                && place.SyntaxTree == list.SyntaxTree
                && list.Span.Contains(place.Span)
                && CodecParser.IsNone(attribute))
            {
                var location = Location.Create(place.SyntaxTree, place.Span);
                context.ReportDiagnostic(Diagnostic.Create(ContractRules.Of(RuleIds.NoCodec), location, attribute.Argument<ITypeSymbol>()!.ToDisplayString()));
            }
        }
    }

    private static void Analyze(INamedTypeSymbol type, string attribute, SymbolAnalysisContext context)
    {
        switch (attribute)
        {
            case KnownNames.MessageAttribute:
                var message = MessageParser.Parse(type, context.CancellationToken);
                Report(message.Problems, context);
                if (message.Model is { } model)
                {
                    new ContractRemarks(type, message.Members, context).OfMessage(model);
                }

                break;
            case KnownNames.MessagePartAttribute:
                var part = PartParser.Parse(type, context.CancellationToken);
                Report(part.Problems, context);
                if (part.Model is not null)
                {
                    new ContractRemarks(type, part.Members, context).OfPart();
                }

                break;
            case KnownNames.IdAttribute:
                Report(IdParser.Parse(type, context.CancellationToken).Problems, context);
                break;
            case KnownNames.HandlerAttribute:
                Report(HandlerParser.Parse(type, context.CancellationToken).Problems, context);
                break;
        }
    }

    private static void Report(ImmutableArray<Problem> problems, SymbolAnalysisContext context)
    {
        foreach (var problem in problems)
        {
            var properties = problem.Arguments.Length > 1 ? ImmutableDictionary<string, string?>.Empty.Add(ProblemProperties.Subject, problem.Arguments[1]) : null;
            context.ReportDiagnostic(Diagnostic.Create(ContractRules.Of(problem.RuleId), LocationOf(problem, context), properties, [.. problem.Arguments]));
        }
    }

    /// <summary>The problem's own place; the declared type's if that is in another assembly, where a base type may be.</summary>
    private static Location LocationOf(Problem problem, SymbolAnalysisContext context)
    {
        var location = problem.GetLocation(context.CancellationToken);
        return location.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? location : context.Symbol.Locations[0];
    }
}
