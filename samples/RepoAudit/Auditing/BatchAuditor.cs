using RepoAudit.Discovery;

namespace RepoAudit.Auditing;

/// <summary>
/// The work of one TASK, file by file, so that whoever does it can report between two files. Duplicates are known when all have been seen.
/// </summary>
/// <param name="root">The audited folder.</param>
/// <param name="batch">The files.</param>
public sealed class BatchAuditor(string root, SourceBatch batch)
{
    private readonly List<AuditedFile> audited = new(batch.Files.Count);

    /// <summary>Whether every file has been audited.</summary>
    public bool IsDone => audited.Count == batch.Files.Count;

    /// <summary>Audits the next file.</summary>
    /// <returns>Its findings, without duplicates yet.</returns>
    /// <exception cref="InvalidOperationException">All have been audited.</exception>
    public FileFindings AuditNext()
    {
        if (IsDone)
        {
            throw new InvalidOperationException($"All {batch.Files.Count} files of batch {batch.Number} of '{batch.Job}' have been audited.");
        }

        AuditedFile file = FileAuditor.Audit(root, batch.Files[audited.Count]);
        audited.Add(file);
        return file.Findings;
    }

    /// <summary>Audits what has not been audited yet, looks for duplicates and gives everything that was found.</summary>
    public BatchFindings Finish()
    {
        while (!IsDone)
        {
            AuditNext();
        }

        int[] duplicated = DuplicateFinder.Count([.. audited.Select(static file => file.Significant)]);
        return new BatchFindings(
            batch.Job,
            batch.Number,
            [.. audited.Select((file, index) => file.Findings with { DuplicatedLines = duplicated[index] })]);
    }
}
