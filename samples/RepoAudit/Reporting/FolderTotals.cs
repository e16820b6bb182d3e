using RepoAudit.Auditing;
using RepoAudit.Discovery;

namespace RepoAudit.Reporting;

/// <summary>The findings of many files added up.</summary>
public sealed record FolderTotals
{
    /// <summary>The JOB's folder.</summary>
    public required string Name { get; init; }

    /// <summary>Files handed out.</summary>
    public required int Files { get; init; }

    /// <summary>Physical lines.</summary>
    public required long Lines { get; init; }

    /// <summary>Blank lines.</summary>
    public required long Blank { get; init; }

    /// <summary>Comment lines.</summary>
    public required long Comment { get; init; }

    /// <summary>Lines with code.</summary>
    public long Code => Lines - Blank - Comment;

    /// <summary>TODO marks.</summary>
    public required long Todo { get; init; }

    /// <summary>Duplicated lines.</summary>
    public required long Duplicated { get; init; }

    /// <summary>The longest member and its file; null if there is none.</summary>
    public (MemberSpan Member, string File)? Longest { get; init; }

    /// <summary>Adds up each JOB, in the tree's order.</summary>
    /// <param name="result">The audit.</param>
    public static IReadOnlyList<FolderTotals> PerJob(AuditResult result)
    {
        ILookup<string, FileFindings> files = result.Batches
            .SelectMany(static batch => batch.Files, static (batch, file) => (batch.Job, File: file))
            .ToLookup(static pair => pair.Job, static pair => pair.File, StringComparer.Ordinal);
        return [.. result.Tree.Jobs.Select(job => Of(job.Name, job.FileCount, files[job.Name]))];
    }

    /// <summary>Adds up everything.</summary>
    /// <param name="result">The audit.</param>
    public static FolderTotals Overall(AuditResult result) =>
        Of(SourceJob.RootName, result.Tree.FileCount, result.Batches.SelectMany(static batch => batch.Files));

    private static FolderTotals Of(string name, int handedOut, IEnumerable<FileFindings> findings)
    {
        // By path, so that the first of several equally long members is the same whatever order the TASKs ended in.
        FileFindings[] files = [.. findings.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        FileFindings? longest = files.Where(static file => file.LongestMember is not null).MaxBy(static file => file.LongestMember!.Lines);
        return new FolderTotals
        {
            Name = name,
            Files = handedOut,
            Lines = files.Sum(static file => (long)file.Lines),
            Blank = files.Sum(static file => (long)file.BlankLines),
            Comment = files.Sum(static file => (long)file.CommentLines),
            Todo = files.Sum(static file => (long)file.TodoMarks),
            Duplicated = files.Sum(static file => (long)file.DuplicatedLines),
            Longest = longest is null ? null : (longest.LongestMember!, longest.Path),
        };
    }
}
