namespace Nika.Messaging.Streams;

/// <summary>
/// Claims a step, or an element of one that is done for each: what nobody holds, or whose holder's deadline has passed. Answers <see cref="ContractOutcome.Claimed"/>,
/// <see cref="ContractOutcome.Held"/>, <see cref="ContractOutcome.NotReady"/>, <see cref="ContractOutcome.AlreadyDone"/> or <see cref="ContractOutcome.Failed"/>.
/// </summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Pod">Who claims it.</param>
/// <param name="Lease">How long the claim lasts unless renewed.</param>
public sealed record ClaimStep(string Key, string Name, int Version, int Step, string Pod, TimeSpan Lease) : ContractCommand(Key, Name, Version);
