namespace Nika.Messaging.Streams;

/// <summary>Starts a contract. Answers <see cref="ContractOutcome.Started"/> or <see cref="ContractOutcome.AlreadyStarted"/>.</summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Steps">The field <c>steps</c>: what every command on the contract goes by from then on.</param>
/// <param name="Input">The keys of the contract's input.</param>
public sealed record StartContract(string Key, string Name, int Version, string Steps, IReadOnlyList<string> Input) : ContractCommand(Key, Name, Version);
