namespace RepoAudit.Auditing;

/// <summary>A member and where it stands.</summary>
/// <param name="Name">Its name as written; <c>?</c> if none could be made out.</param>
/// <param name="Line">The line it begins on, from 1, attributes included.</param>
/// <param name="Lines">How many lines it spans.</param>
public sealed record MemberSpan(string Name, int Line, int Lines);
