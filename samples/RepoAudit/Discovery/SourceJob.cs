namespace RepoAudit.Discovery;

/// <summary>One JOB: the source files of a top-level subfolder, or those in the root itself.</summary>
/// <param name="Name">The subfolder's name, or <see cref="RootName"/>.</param>
/// <param name="Batches">Its TASKs, at least one.</param>
public sealed record SourceJob(string Name, IReadOnlyList<SourceBatch> Batches)
{
    /// <summary>The name of the job for files in the root itself. No subfolder can have it.</summary>
    public const string RootName = ".";

    /// <summary>How many files its batches hold.</summary>
    public int FileCount => Batches.Sum(static batch => batch.Files.Count);
}
