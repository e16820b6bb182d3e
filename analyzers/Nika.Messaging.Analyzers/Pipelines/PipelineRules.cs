using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>The rules of pipelines. What the numbered arguments are stands with the ids in <see cref="PipelineIds"/>.</summary>
internal static class PipelineRules
{
    public static readonly DiagnosticDescriptor InputFromNowhere = Rule.Certain(
        PipelineIds.InputFromNowhere,
        RuleCategory.Pipelines,
        "A step works on what an earlier step has made",
        "Step '{0}' waits for a '{1}' that no earlier step puts out, {2}: let an earlier one make it, or take what there is");

    public static readonly DiagnosticDescriptor StepNumbers = Rule.Certain(
        PipelineIds.StepNumbers,
        RuleCategory.Pipelines,
        "A pipeline's steps are numbered one after another",
        "The steps of '{0}' are not numbered one after another, {1}: number them from 1 on, each once");

    public static readonly DiagnosticDescriptor UnhandledRole = Rule.RemarkAtEnd(
        PipelineIds.UnhandledRole,
        RuleCategory.Pipelines,
        "A step's role is somebody's",
        "Nobody here has the role '{1}' of step '{0}': do the step with AddStep, or write a [Handler(\"role:{1}\")], unless another pod has it");

    public static readonly DiagnosticDescriptor UnusableStep = Rule.Certain(
        PipelineIds.UnusableStep,
        RuleCategory.Pipelines,
        "A step can be generated as it is declared",
        "Nothing can be generated for {0}, {1}");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = [InputFromNowhere, StepNumbers, UnhandledRole, UnusableStep];
}
