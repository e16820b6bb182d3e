namespace Nika.Messaging.Analyzers;

/// <summary>The ids of the rules of pipelines. Literal and never reused.</summary>
internal static class PipelineIds
{
    /// <summary>A step's input that no earlier step puts out. {0} the step, {1} its input, {2} what there is instead.</summary>
    public const string InputFromNowhere = "NIKA130";

    /// <summary>Step numbers that are repeated, or left out. {0} the pipeline, {1} what is wrong.</summary>
    public const string StepNumbers = "NIKA131";

    /// <summary>A step's role that no handler here has. {0} the step, {1} the role.</summary>
    public const string UnhandledRole = "NIKA132";

    /// <summary>A step, or a whole pipeline, that nothing can be generated for. {0} which, {1} what is wrong, and what to write.</summary>
    public const string UnusableStep = "NIKA133";
}
