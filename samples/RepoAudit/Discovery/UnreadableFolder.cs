namespace RepoAudit.Discovery;

/// <summary>A folder that could not be listed; the audit goes on without it.</summary>
/// <param name="Path">Relative to the audited folder, with <c>/</c>.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record UnreadableFolder(string Path, string Reason);
