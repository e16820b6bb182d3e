namespace RepoAudit.CommandLine;

/// <summary>What a process of the audit does.</summary>
public enum PodRole
{
    /// <summary>Opens the jobs, gathers the findings and prints the report: what a person starts.</summary>
    Alpha,

    /// <summary>Audits files.</summary>
    Worker,

    /// <summary>Counts the events of the entity feed.</summary>
    Monitor,
}
