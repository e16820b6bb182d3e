namespace Nika.Messaging;

/// <summary>The groups of the specification, and what their names mean.</summary>
public static class ConsumerGroups
{
    /// <summary><c>cg:orchestrator</c>: Alpha. Receives everything; one pod at a time is active, others stand by.</summary>
    public const string Orchestrator = "cg:orchestrator";

    /// <summary><c>cg:worker</c>: interchangeable workers. Each created entity reaches one of them; everything else is acked and skipped.</summary>
    public const string Worker = "cg:worker";

    /// <summary><c>cg:monitor</c>: dashboards. Receives everything; one pod at a time is active, others stand by.</summary>
    public const string Monitor = "cg:monitor";

    /// <summary>Before a role's name: <c>cg:worker:{role}</c>, workers with a skill, which take what names their role.</summary>
    internal const string WorkerRolePrefix = "cg:worker:";

    /// <summary>Whether a group is one of workers.</summary>
    internal static bool IsWorkers(string group) => group == Worker || group.StartsWith(WorkerRolePrefix, StringComparison.Ordinal);

    /// <summary>Whether one pod at a time reads for the group, and the others stand by.</summary>
    internal static bool HasOneReader(string group) => group is Orchestrator or Monitor;

    /// <summary>Whether workers of the group pass an entity's event over: they take what is created, and only what names their role.</summary>
    internal static bool WorkersSkip(string group, in NikaMeta meta) =>
        meta.Status != EntityStatus.Created
        || (group.Length > WorkerRolePrefix.Length && !group.AsSpan(WorkerRolePrefix.Length).SequenceEqual(meta.Role?.Value));
}
