namespace Nika.Messaging.Contracts;

/// <summary>A step of a pipeline.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Role">Who can do it; null for anyone.</param>
/// <param name="Input">What it works on; null for nothing.</param>
/// <param name="Output">What it makes; null for nothing.</param>
/// <param name="After">The step whose output it works on, or which it follows; 0: the pipeline's own input.</param>
/// <param name="IsEach">Whether it is done for each element.</param>
/// <param name="TimeLimitMilliseconds">How long an attempt may take; null for the default.</param>
/// <param name="Attempts">How often it is tried.</param>
internal sealed record PipelineStepModel(
    int Number, string Name, string? Role, ArtifactModel? Input, ArtifactModel? Output, int After, bool IsEach, long? TimeLimitMilliseconds, int Attempts);
