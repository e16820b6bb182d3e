namespace RepoAudit;

/// <summary>What Alpha and the monitor counted of the swarm's own traffic.</summary>
/// <param name="TransitionsSeenByAlpha">Different pairs of an entity and a significant status that reached Alpha.</param>
/// <param name="MonitorEvents">Events the monitor counted.</param>
/// <param name="Lost">Published envelope ids less those that every group acked.</param>
public readonly record struct SwarmCounts(long TransitionsSeenByAlpha, long MonitorEvents, long Lost);
