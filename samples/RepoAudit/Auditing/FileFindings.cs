namespace RepoAudit.Auditing;

/// <summary>What the audit found in one file. A file that could not be read has a <see cref="Failure"/> and no lines.</summary>
public sealed record FileFindings
{
    /// <summary>Relative to the audited folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Why the file could not be audited; null if it was.</summary>
    public string? Failure { get; init; }

    /// <summary>Its size in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Physical lines: LF or CRLF ends one, and a last one without an end counts.</summary>
    public int Lines { get; init; }

    /// <summary>Lines of nothing but white space.</summary>
    public int BlankLines { get; init; }

    /// <summary>Lines of nothing but comment.</summary>
    public int CommentLines { get; init; }

    /// <summary>The rest: lines with code on them. A documentation string is code.</summary>
    public int CodeLines => Lines - BlankLines - CommentLines;

    /// <summary>The words TODO, FIXME, HACK and XXX in its comments; anywhere if nothing is known of its comments.</summary>
    public int TodoMarks { get; init; }

    /// <summary>Lines that stand elsewhere in the same batch too; see <see cref="DuplicateFinder"/>.</summary>
    public int DuplicatedLines { get; init; }

    /// <summary>The longest member, the first of several; null if none was seen.</summary>
    public MemberSpan? LongestMember { get; init; }
}
