using System.Collections.Immutable;

namespace Nika.Messaging.EndToEnd;

#pragma warning disable NIKA107 // The README has a form of its own, in a pod without this one.
[Message("job_changed")]
[EntityFeed]
[Meta(Domain = "hooks", Intent = "refactor")]
public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary, JobId? JobId = null);
#pragma warning restore NIKA107

[Message("step_result")]
[Signal(SignalKind.Result)]
public sealed partial record StepResult(JobId JobId, int Step, string Summary);

[Message("page_set")]
[WorkingMemory("pages")]
public sealed partial record PageSet(JobId JobId, ImmutableArray<string> Urls);

[Message("audit_contract")]
[Contract]
public sealed partial record AuditContract(JobId JobId, string Name, int Version, string Status);

[Id]
public readonly partial struct DeskId;

/// <summary>About 200 bytes of JSON.</summary>
[Message("tick")]
[Stream("desk:{Desk}:ticks")]
[Ttl("10m")]
[MaxLength(10_000)]
public readonly partial record struct Tick(DeskId Desk, int Number, decimal Price, string Note);
