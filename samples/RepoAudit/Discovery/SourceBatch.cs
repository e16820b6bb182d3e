namespace RepoAudit.Discovery;

/// <summary>The files of one TASK.</summary>
/// <param name="Job">The job's folder: a top-level subfolder's name, or <see cref="SourceJob.RootName"/>.</param>
/// <param name="Number">The batch's place in its job, from 1.</param>
/// <param name="Files">1 to <see cref="FileDiscovery.FilesPerBatch"/> paths, relative to the audited folder, with <c>/</c>, in ordinal order.</param>
public sealed record SourceBatch(string Job, int Number, IReadOnlyList<string> Files);
