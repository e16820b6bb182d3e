namespace Nika.Messaging;

/// <summary>What the code of a step is told beside its input.</summary>
/// <param name="Nika">The pod.</param>
/// <param name="Services">Services: the pod's, as its builder or the host's container has them.</param>
/// <param name="JobId">The job.</param>
/// <param name="Item">The element's index, from 0; null for a step that is done once.</param>
/// <param name="Attempt">Which attempt it is, from 1.</param>
public sealed record StepContext(INika Nika, IServiceProvider Services, JobId JobId, int? Item, int Attempt);
