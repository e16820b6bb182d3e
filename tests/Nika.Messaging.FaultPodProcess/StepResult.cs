namespace Nika.Messaging.Faults;

/// <summary>On a job's stream, which no group reads.</summary>
[Message("step_result")]
[Signal(SignalKind.Result)]
public sealed partial record StepResult(JobId JobId, int Step, string Summary);
