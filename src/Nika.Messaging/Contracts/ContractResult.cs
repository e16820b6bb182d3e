namespace Nika.Messaging;

/// <summary>What became of something asked of a contract.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">Why, or who instead; null if there is nothing to say.</param>
public readonly record struct ContractResult(ContractOutcome Outcome, string? Reason = null);
