namespace RepoAudit.Auditing;

/// <summary>A file's findings, still without duplicates, and the fingerprints to look for them with.</summary>
/// <param name="Findings">The findings.</param>
/// <param name="Significant">The fingerprints of its significant lines; none if it could not be read.</param>
public sealed record AuditedFile(FileFindings Findings, ulong[] Significant);
