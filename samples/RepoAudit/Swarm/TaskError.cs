using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>A worker's signal that a TASK failed.</summary>
/// <param name="JobId">The JOB.</param>
/// <param name="Task">The TASK.</param>
/// <param name="Files">How many files were looked at.</param>
/// <param name="Reason">Why it failed.</param>
[Message("task_error")]
[Signal(SignalKind.Error)]
public sealed partial record TaskError(JobId JobId, EntityId Task, int Files, string Reason);
