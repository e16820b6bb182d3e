namespace RepoAudit.Reporting.Progress;

/// <summary>How far the audit is, at one instant.</summary>
/// <param name="Jobs">Each JOB, in the tree's order.</param>
/// <param name="FilesTotal">Files to audit.</param>
/// <param name="FilesDone">Files audited.</param>
/// <param name="Events">Events seen on the entity feed.</param>
/// <param name="Pods">Worker pods at work.</param>
public sealed record ProgressSnapshot(IReadOnlyList<JobProgress> Jobs, int FilesTotal, int FilesDone, long Events, int Pods)
{
    /// <summary>All TASKs.</summary>
    public int Total => Jobs.Sum(static job => job.Total);

    /// <summary>TASKs that completed or failed.</summary>
    public int Done => Jobs.Sum(static job => job.Done);

    /// <summary>TASKs that failed.</summary>
    public int Failed => Jobs.Sum(static job => job.Failed);
}
