namespace Nika.Messaging.Generators.Tests.Messages;

[Message("step_result"), Signal]
public sealed partial record StepResult(JobId JobId, int Step, string Summary);

[Message("page_set"), WorkingMemory("pages")]
public sealed partial record PageSet(JobId JobId, System.Collections.Immutable.ImmutableArray<string> Urls, string? Note, Step? First, Mood Mood = Mood.Calm);

[Message("finding_set"), WorkingMemory("findings-{Task}")]
public partial record struct FindingSet(JobId JobId, EntityId Task, int Count);

[Message("pipeline", Version = 3), Contract, Ttl("30m")]
public partial class Pipeline
{
    public required JobId JobId { get; init; }

    public string Name { get; set; } = "unnamed";

    public int Version { get; init; } = 1;

    public string? Status { get; init; }
}

[Message("job_changed"), EntityFeed, Meta(Domain = "hooks", Intent = "refactor", Tags = ["a", "b"])]
public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary, EntityId? ParentId = null, EntityKind? Kind = null);

[Message("tool_called"), Telemetry]
public readonly partial record struct ToolCalled(string Tool, TimeSpan Duration);

[Message("tool_failed"), Telemetry]
public readonly partial record struct ToolFailed(SessionId? SessionId, string Tool);

#pragma warning disable NIKA107 // A user's own form of two of the library's messages; none is registered beside them.
[Message("review_request"), BusMessage(SignalKind.Request, Remember = true)]
public sealed partial record ReviewWanted(JobId? JobId, [Meta(MetaField.Role)] RoleName Reviewer, [property: WireName("what")] string Deliverable, [Meta(MetaField.CorrelationId)] string? Thread);

[Message("session_start"), BusMessage]
public sealed partial record SessionStarted(SessionId SessionId);
#pragma warning restore NIKA107

[Message("desk_limits"), Hash("desk:{Desk}:limits"), Ttl("7d")]
public sealed partial record DeskLimits(DeskId Desk, decimal Limit);

public static partial class Outer
{
    internal partial interface IInner
    {
        [Message("nested"), Stream("test:nested"), Ttl("500ms"), MaxLength(1)]
        public partial struct Nested
        {
            public int @class { get; set; }

            public string? @event;
        }
    }
}
