namespace RepoAudit.Auditing.Languages;

/// <summary>How members (methods, functions, properties with bodies) are told apart from the rest.</summary>
public enum MemberStyle
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>By braces; statements end with a semicolon.</summary>
    Braces,

    /// <summary>By braces; statements may end with the line.</summary>
    BracesAndNewlines,

    /// <summary>By <c>def</c> and indentation.</summary>
    Indentation,
}
