namespace Nika.Messaging;

/// <summary><c>subagent_completed</c>: a pod finished a TASK or SUB; the summary goes to memory. Published by <see cref="Entities"/>.</summary>
/// <param name="EntityId">What it worked on.</param>
/// <param name="Status">How that ended.</param>
/// <param name="Summary">What it did, for people and for memory.</param>
/// <param name="JobId">The job, if there is one.</param>
[Message("subagent_completed")]
[BusMessage(SignalKind.Result, Remember = true)]
public sealed partial record SubagentCompleted(EntityId EntityId, EntityEnd Status, string Summary, JobId? JobId = null);
