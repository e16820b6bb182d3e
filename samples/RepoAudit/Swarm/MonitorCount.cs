using Nika.Messaging;

namespace RepoAudit.Swarm;

/// <summary>The monitor's count, in working memory, where Alpha reads it at the end.</summary>
/// <param name="JobId">The audit, as a job.</param>
/// <param name="Events">The events of the audit that the monitor has seen.</param>
[Message("monitor_count")]
[WorkingMemory("monitor")]
public sealed partial record MonitorCount(JobId JobId, long Events);
