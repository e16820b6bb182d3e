namespace RepoAudit.Swarm;

/// <summary>The audit cannot go on; the message says why, for a person.</summary>
/// <param name="message">Why.</param>
public sealed class AuditFailedException(string message) : Exception(message);
