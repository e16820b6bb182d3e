namespace RepoAudit.Reporting.Progress;

/// <summary>How far a JOB is.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Total">Its TASKs.</param>
/// <param name="Done">Those that completed or failed.</param>
/// <param name="Failed">Those that failed.</param>
public readonly record struct JobProgress(string Name, int Total, int Done, int Failed);
