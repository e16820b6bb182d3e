namespace Nika.Messaging;


/// <summary>Which messages of a type are dual-written to memory.</summary>
public enum Significance
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those whose envelope says so: <see cref="NikaMeta.IsSignificant"/>.</summary>
    ByStatus,

    /// <summary>All.</summary>
    Always,
}
