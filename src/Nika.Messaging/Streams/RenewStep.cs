namespace Nika.Messaging.Streams;

/// <summary>Makes a claim, and the contract's life, last longer. Answers <see cref="ContractOutcome.Renewed"/> or <see cref="ContractOutcome.Lost"/>.</summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Held">The claim.</param>
/// <param name="Lease">How long it lasts from now on.</param>
public sealed record RenewStep(string Key, string Name, int Version, HeldStep Held, TimeSpan Lease) : ContractCommand(Key, Name, Version);
