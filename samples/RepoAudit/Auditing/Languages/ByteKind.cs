namespace RepoAudit.Auditing.Languages;

/// <summary>What a byte of source text belongs to.</summary>
public enum ByteKind : byte
{
    /// <summary>Code, or white space between it.</summary>
    Code,

    /// <summary>The inside of a string or character literal, quotes included.</summary>
    Literal,

    /// <summary>A comment, its marks included.</summary>
    Comment,
}
