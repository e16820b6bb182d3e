namespace Nika.Messaging;

/// <summary>What a dry run of forgetting found.</summary>
/// <param name="Filter">Which events would be forgotten.</param>
/// <param name="Count">How many they were.</param>
public sealed record ForgetPlan(MemoryFilter Filter, long Count);
