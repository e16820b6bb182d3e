using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>
/// The envelope's fields, to ask memory: <c>Meta.Domain == "hooks" &amp;&amp; Meta.Status == EntityStatus.Failed &amp;&amp; Meta.Time.In(2026, 4)</c>.
/// Their names in a filter's text are those on the wire, <see cref="Time"/>'s is <c>time</c>.
/// </summary>
public static class Meta
{
    /// <summary><c>type</c>: the message's wire name.</summary>
    public static TextField Type { get; } = new(MemoryPlace.Event, "type");

    /// <summary><c>id</c>: the envelope's id.</summary>
    public static GuidField Id { get; } = new(MemoryPlace.Envelope, "id");

    /// <summary><c>ts</c>, in text <c>time</c>: when the message was made.</summary>
    public static TimeField Time { get; } = new(MemoryPlace.Envelope, "ts");

    /// <summary><c>schema</c>: the message type's version.</summary>
    public static IntegerField Schema { get; } = new(MemoryPlace.Envelope, "schema");

    /// <summary><c>pod</c>: who published.</summary>
    public static IdField<PodName> Pod { get; } = new(MemoryPlace.Envelope, "pod");

    /// <summary><c>session_id</c>: the publisher's session.</summary>
    public static IdField<SessionId> SessionId { get; } = new(MemoryPlace.Envelope, "session_id");

    /// <summary><c>entity_id</c>: what the message is about.</summary>
    public static IdField<EntityId> EntityId { get; } = new(MemoryPlace.Envelope, "entity_id");

    /// <summary><c>entity_kind</c>: what that is.</summary>
    public static EnumField<EntityKind> EntityKind { get; } = new(
        MemoryPlace.Envelope,
        "entity_kind",
        [(Messaging.EntityKind.Project, "PROJ"), (Messaging.EntityKind.Job, "JOB"), (Messaging.EntityKind.Task, "TASK"), (Messaging.EntityKind.Sub, "SUB")]);

    /// <summary><c>parent_id</c>: the entity it is part of.</summary>
    public static IdField<EntityId> ParentId { get; } = new(MemoryPlace.Envelope, "parent_id");

    /// <summary><c>root_id</c>: the hierarchy's root.</summary>
    public static IdField<EntityId> RootId { get; } = new(MemoryPlace.Envelope, "root_id");

    /// <summary><c>job_id</c>: the job.</summary>
    public static IdField<JobId> JobId { get; } = new(MemoryPlace.Envelope, "job_id");

    /// <summary><c>role</c>: who was to act, or in what role the publisher acted.</summary>
    public static IdField<RoleName> Role { get; } = new(MemoryPlace.Envelope, "role");

    /// <summary><c>status</c>: where the entity stood.</summary>
    public static EnumField<EntityStatus> Status { get; } = new(
        MemoryPlace.Envelope,
        "status",
        [
            (EntityStatus.Created, "created"),
            (EntityStatus.Started, "started"),
            (EntityStatus.Progress, "progress"),
            (EntityStatus.Completed, "completed"),
            (EntityStatus.Failed, "failed"),
            (EntityStatus.Cancelled, "cancelled"),
        ]);

    /// <summary><c>domain</c>: the area of work.</summary>
    public static TextField Domain { get; } = new(MemoryPlace.Envelope, "domain");

    /// <summary><c>intent</c>: the purpose of the work.</summary>
    public static TextField Intent { get; } = new(MemoryPlace.Envelope, "intent");

    /// <summary><c>correlation_id</c>: the same for everything that follows from one cause.</summary>
    public static TextField CorrelationId { get; } = new(MemoryPlace.Envelope, "correlation_id");

    /// <summary><c>causation_id</c>: the id of the message whose handler published this one.</summary>
    public static TextField CausationId { get; } = new(MemoryPlace.Envelope, "causation_id");

    /// <summary><c>traceparent</c>: the W3C trace context.</summary>
    public static TextField TraceParent { get; } = new(MemoryPlace.Envelope, "traceparent");

    /// <summary><c>tags</c>: a list; equal to a text if one of its elements is.</summary>
    public static TextField Tags { get; } = new(MemoryPlace.Envelope, "tags");

    /// <summary>All of them, in the envelope's order.</summary>
    public static ImmutableArray<MemoryField> All { get; } =
    [
        Type, Id, Time, Schema, Pod, SessionId, EntityId, EntityKind, ParentId, RootId, JobId, Role, Status, Domain, Intent, CorrelationId, CausationId, TraceParent, Tags,
    ];
}
