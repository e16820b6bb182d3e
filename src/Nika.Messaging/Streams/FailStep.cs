namespace Nika.Messaging.Streams;

/// <summary>
/// Says that an attempt has failed. Answers <see cref="ContractOutcome.Retrying"/>, <see cref="ContractOutcome.Failed"/> if that was the last, or
/// <see cref="ContractOutcome.Lost"/>.
/// </summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Held">The claim.</param>
/// <param name="Error">Why.</param>
public sealed record FailStep(string Key, string Name, int Version, HeldStep Held, string Error) : ContractCommand(Key, Name, Version);
