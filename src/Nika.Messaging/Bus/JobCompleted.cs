namespace Nika.Messaging;

/// <summary><c>job_completed</c>: a JOB or PROJ is done. Published by <see cref="Entities"/>.</summary>
/// <param name="EntityId">The entity.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Summary">What came of it.</param>
/// <param name="JobId">The job, if there is one.</param>
[Message("job_completed")]
[BusMessage(SignalKind.Result)]
public sealed partial record JobCompleted(EntityId EntityId, EntityEnd Status, string Summary, JobId? JobId = null);
