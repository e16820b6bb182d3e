namespace Nika.Messaging.Streams;

/// <summary>
/// Completes what is held, and makes ready what waits for it. Answers <see cref="ContractOutcome.Completed"/>, to its holder as often as asked;
/// <see cref="ContractOutcome.AlreadyDone"/> if another pod has completed it, or <see cref="ContractOutcome.Lost"/>.
/// </summary>
/// <param name="Key">The hash.</param>
/// <param name="Name">The contract's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Held">The claim.</param>
/// <param name="Output">The keys of what was made.</param>
public sealed record CompleteStep(string Key, string Name, int Version, HeldStep Held, IReadOnlyList<string> Output) : ContractCommand(Key, Name, Version);
