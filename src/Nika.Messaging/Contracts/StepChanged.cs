namespace Nika.Messaging;

/// <summary><c>step_changed</c> on a job's stream: a step of its contract, or an element of one, moved on. For those who follow; what holds is the contract itself.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Contract">The contract's name.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Name">The step's name.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="Item">The element's index, from 0; null for the step as a whole.</param>
/// <param name="Attempt">Which attempt it is; null when it became ready.</param>
/// <param name="Error">Why the attempt failed.</param>
[Message("step_changed")]
[Signal]
public sealed partial record StepChanged(JobId JobId, string Contract, int Step, string Name, StepStatus Status, int? Item = null, int? Attempt = null, string? Error = null);
