using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Checks pipelines: that their steps are numbered, can be generated, fit together, and are somebody's.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class PipelineAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => PipelineRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.StepAttribute)) is not { } step)
            {
                return;
            }

            var pipelines = new ConcurrentBag<Pipeline>();
            var handlers = new ConcurrentBag<DeclaredHandler>();
            var claimed = new ClaimedSteps();
            claimed.Register(start);
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if (Pipeline.Of(type) is { } pipeline)
                    {
                        pipelines.Add(pipeline);
                        Analyze(pipeline, symbol);
                    }
                    else if (DeclaredHandler.Of(type) is { } handler)
                    {
                        handlers.Add(handler);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => ReportRoles(pipelines, handlers, claimed, step.ContainingAssembly, end));
        });
    }

    private static void Analyze(Pipeline pipeline, SymbolAnalysisContext context)
    {
        foreach (var (location, wrong) in pipeline.WrongNumbers(context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(PipelineRules.StepNumbers, location, pipeline.Type.Name, wrong));
        }

        foreach (var (location, what, wrong) in UnusableSteps.Of(pipeline, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(PipelineRules.UnusableStep, location, what, wrong));
        }

        foreach (var step in pipeline.StepsWithoutSource())
        {
            string available = string.Join(", ", pipeline.AvailableTo(step).Select(Shown));
            context.ReportDiagnostic(Diagnostic.Create(
                PipelineRules.InputFromNowhere,
                step.LocationOf("Input", context.CancellationToken),
                step.Name,
                Shown(step.Input!),
                available.Length == 0 ? "where there is nothing yet" : "where there is " + available));
        }
    }

    private static void ReportRoles(
        ConcurrentBag<Pipeline> pipelines, ConcurrentBag<DeclaredHandler> handlers, ClaimedSteps claimed, IAssemblySymbol library, CompilationAnalysisContext context)
    {
        var steps = pipelines
            .SelectMany(pipeline => pipeline.Steps.Where(step => step.Role is not null && !claimed.Contain(pipeline.Type, step.Name)))
            .ToList();
        if (steps.Count == 0)
        {
            return;
        }

        var groups = new HashSet<string?>(
            handlers.Concat(ReferencedTypes.Of(context.Compilation, library, context.CancellationToken).Select(DeclaredHandler.Of).OfType<DeclaredHandler>()).Select(handler => handler.Group),
            StringComparer.Ordinal);

        // Where nobody handles or claims anything, contracts are declared for others, whom one cannot see from there.
        if (groups.Count == 0 && claimed.IsEmpty)
        {
            return;
        }

        foreach (var step in steps.Where(step => !groups.Contains(HandlerGroups.RolePrefix + step.Role) && !groups.Contains(HandlerGroups.WorkerRolePrefix + step.Role)))
        {
            context.ReportDiagnostic(Diagnostic.Create(PipelineRules.UnhandledRole, step.LocationOf("Role", context.CancellationToken), step.Name, step.Role));
        }
    }

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
