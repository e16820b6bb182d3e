namespace Nika.Messaging.Tests.Publishing;

[Id]
public readonly partial struct DeskId;

[Message("step_result", Version = 3)]
[Signal(SignalKind.Result)]
[Meta(Domain = "hooks")]
public sealed partial record StepResult(JobId JobId, int Step, string Summary);

[Message("step_request")]
[Signal(SignalKind.Request)]
public sealed partial record StepRequest(JobId JobId);

[Message("step_error")]
[Signal(SignalKind.Error)]
public sealed partial record StepError(JobId JobId);

[Message("step_signal")]
[Signal]
public sealed partial record StepSignal(JobId JobId);

/// <summary>Names no job and no entity.</summary>
[Message("reading")]
[Stream("desk:{Desk}:readings")]
[Ttl("10m")]
[MaxLength(1000)]
public readonly partial record struct Reading(DeskId Desk, double Value, string Note = "");

#pragma warning disable NIKA110 // Its envelope is what the tests of envelopes add to: nothing is in it but what the entity says.
[Message("job_changed")]
[EntityFeed]
public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary, JobId? JobId = null, EntityId? ParentId = null);
#pragma warning restore NIKA110

[Message("note")]
[WorkingMemory("note")]
public sealed partial record Note(JobId JobId, string Text, double? Weight = null);

[Message("audit_contract")]
[Contract]
public sealed partial record AuditContract(JobId JobId, string Name, int Version, string Status);
