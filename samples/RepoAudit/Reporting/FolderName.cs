using RepoAudit.Discovery;

namespace RepoAudit.Reporting;

/// <summary>How a JOB's folder is written for people.</summary>
public static class FolderName
{
    /// <summary>The folder's name, with a word for the root.</summary>
    /// <param name="job">The JOB's name.</param>
    public static string Of(string job) => job == SourceJob.RootName ? "(root)" : job;
}
