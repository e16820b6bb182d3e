using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>A worker's signal that a TASK is done.</summary>
/// <param name="JobId">The JOB.</param>
/// <param name="Task">The TASK.</param>
/// <param name="Files">How many files were audited.</param>
[Message("task_result")]
[Signal(SignalKind.Result)]
public sealed partial record TaskResult(JobId JobId, EntityId Task, int Files);
