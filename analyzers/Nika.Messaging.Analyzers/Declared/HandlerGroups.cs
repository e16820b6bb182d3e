using System;

namespace Nika.Messaging.Analyzers;

/// <summary>The specification's groups: what their members read. Of groups of one's own nobody but their authors knows.</summary>
internal static class HandlerGroups
{
    public const string Worker = "cg:worker";
    public const string WorkerRolePrefix = "cg:worker:";
    public const string RolePrefix = "role:";

    /// <summary>Whether a group reads the entity feed.</summary>
    public static bool ReadsFeed(string? group) => group is "cg:orchestrator" or "cg:monitor" || IsWorkers(group);

    /// <summary>Whether each new entity reaches one of the group.</summary>
    public static bool IsWorkers(string? group) => group == Worker || group?.StartsWith(WorkerRolePrefix, StringComparison.Ordinal) == true;

    /// <summary>Whether a group reads the requests for a role.</summary>
    public static bool IsRole(string? group) => group?.StartsWith(RolePrefix, StringComparison.Ordinal) == true;
}
