namespace RepoAudit.Discovery;

/// <summary>What there is to audit.</summary>
/// <param name="Root">The audited folder, absolute.</param>
/// <param name="Jobs">The jobs: the root's own first, then the subfolders in ordinal order.</param>
/// <param name="Unreadable">Folders that could not be listed.</param>
public sealed record SourceTree(string Root, IReadOnlyList<SourceJob> Jobs, IReadOnlyList<UnreadableFolder> Unreadable)
{
    /// <summary>How many files there are to audit.</summary>
    public int FileCount => Jobs.Sum(static job => job.FileCount);

    /// <summary>How many TASKs they make.</summary>
    public int TaskCount => Jobs.Sum(static job => job.Batches.Count);
}
