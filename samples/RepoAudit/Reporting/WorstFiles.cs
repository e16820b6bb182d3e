using RepoAudit.Auditing;

namespace RepoAudit.Reporting;

/// <summary>Which files are worth a look first.</summary>
public static class WorstFiles
{
    /// <summary>Where a long member begins to count, in lines: a screenful.</summary>
    public const int LongMember = 40;

    /// <summary>Where a long file begins to count, in lines.</summary>
    public const int LongFile = 400;

    /// <summary>What a TODO mark counts.</summary>
    public const int TodoPoints = 5;

    /// <summary>How the score comes about, for the reader of the report.</summary>
    public static string Legend { get; } =
        $"Score: 1 per line of the longest member beyond {LongMember}, {TodoPoints} per TODO mark, 1 per 2 duplicated lines, 1 per 20 lines of file beyond {LongFile}.";

    /// <summary>A file's score; 0 is a file with nothing to say about.</summary>
    /// <param name="file">The file's findings.</param>
    public static int Score(FileFindings file) =>
        Math.Max(0, (file.LongestMember?.Lines ?? 0) - LongMember)
        + file.TodoMarks * TodoPoints
        + file.DuplicatedLines / 2
        + Math.Max(0, file.Lines - LongFile) / 20;

    /// <summary>The files with the highest scores, highest first, by path among equals. Files without a score aren't bad.</summary>
    /// <param name="result">The audit.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<FileFindings> Of(AuditResult result, int count) =>
    [
        .. result.Batches.SelectMany(static batch => batch.Files)
            .Where(static file => Score(file) > 0)
            .OrderByDescending(Score)
            .ThenBy(static file => file.Path, StringComparer.Ordinal)
            .Take(count),
    ];
}
