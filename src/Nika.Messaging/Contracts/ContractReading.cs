namespace Nika.Messaging;

/// <summary>A contract as read, or why not.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="State">The contract if found, otherwise null.</param>
/// <param name="Reason">Why it is degraded or malformed; null otherwise.</param>
public sealed record ContractReading(HashStatus Status, ContractState? State, string? Reason);
