namespace RepoAudit.Auditing;

/// <summary>What came of one TASK: the findings of its files, in the order they were handed out.</summary>
/// <param name="Job">The job's folder.</param>
/// <param name="Number">The batch's place in its job, from 1.</param>
/// <param name="Files">A finding for every file handed out.</param>
public sealed record BatchFindings(string Job, int Number, IReadOnlyList<FileFindings> Files)
{
    /// <summary>Why the TASK failed as a whole, without findings (its worker gave up, or nobody could take it); null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The files that could not be audited.</summary>
    public IEnumerable<FileFindings> Failures => Files.Where(static file => file.Failure is not null);

    /// <summary>Why the TASK failed; null if it completed. One unreadable file fails it, and the others are counted all the same.</summary>
    public string? FailureReason
    {
        get
        {
            if (Error is not null)
            {
                return Error;
            }

            FileFindings? first = Failures.FirstOrDefault();
            int more = Failures.Count() - 1;
            return first is null ? null : $"{first.Path}: {first.Failure}{(more > 0 ? $" (and {more} more)" : "")}";
        }
    }
}
