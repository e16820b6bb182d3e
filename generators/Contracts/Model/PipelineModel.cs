namespace Nika.Messaging.Contracts;

/// <summary>A class that declares a pipeline.</summary>
/// <param name="Type">The class.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Steps">Its steps, by number.</param>
internal sealed record PipelineModel(TypeModel Type, string Name, int Version, EquatableArray<PipelineStepModel> Steps);
