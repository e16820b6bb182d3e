namespace Nika.Messaging;

/// <summary><c>contract_started</c> on <c>nika:ipc:contracts</c>: how pods that do steps hear of a job. The stream keeps the newest 10,000.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Contract">The contract's name.</param>
/// <param name="Version">Its version.</param>
[Message("contract_started")]
[Stream("nika:ipc:contracts")]
[Ttl("2h")]
[MaxLength(10_000)]
public sealed partial record ContractStarted(JobId JobId, string Contract, int Version);
