using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>
/// An entity and its place in the hierarchy PROJ ⊃ JOB ⊃ TASK ⊃ SUB: what its envelopes say beside the status. A root may be of any kind;
/// below it each kind stands directly under the one before it. Make a root, then its children; <see cref="Entities"/> moves them.
/// </summary>
public sealed record Entity
{
    private Entity(EntityKind kind, EntityId id)
    {
        Kind = kind;
        Id = id;
        JobId = kind == EntityKind.Job ? JobOf(id) : null;
    }

    /// <summary><c>entity_id</c>.</summary>
    public EntityId Id { get; }

    /// <summary><c>entity_kind</c>.</summary>
    public EntityKind Kind { get; }

    /// <summary><c>parent_id</c>; null for a root.</summary>
    public EntityId? ParentId { get; private init; }

    /// <summary><c>root_id</c>; null for a root.</summary>
    public EntityId? RootId { get; private init; }

    /// <summary><c>job_id</c>: whose stream and working memory belong to it. Default: of a JOB its own id, below it the JOB's, otherwise null.</summary>
    public JobId? JobId { get; init; }

    /// <summary><c>role</c>: who is meant to take it; null for any worker. Not inherited.</summary>
    public RoleName? Role { get; init; }

    /// <summary><c>domain</c>: the area of work. Inherited from the parent.</summary>
    public string? Domain { get; init; }

    /// <summary><c>intent</c>: what the work is for. Inherited from the parent.</summary>
    public string? Intent { get; init; }

    /// <summary>
    /// Whether it was created by another pod, or by an earlier run of this one: then it may be moved on though this pod has not seen it
    /// created. Default false; true for one made by <see cref="Of"/> or <see cref="TryOf"/>.
    /// </summary>
    public bool CreatedElsewhere { get; init; }

    /// <summary>What the parent is, where the handle was made from it.</summary>
    internal EntityKind? ParentKind { get; private init; }

    /// <summary>A PROJ.</summary>
    /// <param name="id">Its id.</param>
    public static Entity Project(EntityId id) => new(EntityKind.Project, id);

    /// <summary>An entity without a parent, of any kind.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its id.</param>
    public static Entity Root(EntityKind kind, EntityId id) => new(kind, id);

    /// <summary>A JOB of this PROJ.</summary>
    /// <param name="id">Its id.</param>
    public Entity Job(EntityId id) => Child(EntityKind.Job, id);

    /// <summary>A TASK of this JOB.</summary>
    /// <param name="id">Its id.</param>
    public Entity Task(EntityId id) => Child(EntityKind.Task, id);

    /// <summary>A SUB of this TASK.</summary>
    /// <param name="id">Its id.</param>
    public Entity Sub(EntityId id) => Child(EntityKind.Sub, id);

    /// <summary>A part of this entity. One of the wrong kind is refused when it is to be created.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">Its id.</param>
    public Entity Child(EntityKind kind, EntityId id)
    {
        var child = new Entity(kind, id) { ParentId = Id, ParentKind = Kind, RootId = RootId ?? Id, Domain = Domain, Intent = Intent };
        return kind == EntityKind.Job ? child : child with { JobId = JobId };
    }

    /// <summary>The entity that a transition is about, as a worker takes it from the feed.</summary>
    /// <param name="transition">The transition.</param>
    public static Entity Of(EntityTransition transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        return new(transition.Kind, transition.EntityId)
        {
            ParentId = transition.ParentId,
            RootId = transition.RootId,
            JobId = transition.JobId,
            Role = transition.Role,
            Domain = transition.Domain,
            Intent = transition.Intent,
            CreatedElsewhere = true,
        };
    }

    /// <summary>The entity that an envelope names, whatever the message's type.</summary>
    /// <param name="meta">The envelope.</param>
    /// <param name="entity">The entity.</param>
    /// <returns>False if the envelope names none, or not its kind.</returns>
    public static bool TryOf(in NikaMeta meta, [NotNullWhen(true)] out Entity? entity)
    {
        entity = meta is { EntityId: { } id, EntityKind: { } kind }
            ? new(kind, id)
            {
                ParentId = meta.ParentId,
                RootId = meta.RootId,
                JobId = meta.JobId,
                Role = meta.Role,
                Domain = meta.Domain,
                Intent = meta.Intent,
                CreatedElsewhere = true,
            }
            : null;
        return entity is not null;
    }

    /// <summary>Its kind and id, e.g. <c>TASK scan-7</c>.</summary>
    public override string ToString() => $"{EntityRules.Name(Kind)} {Id}";

    internal EntityTransition To(EntityStatus status, string summary) => new(Id, Kind, status, summary, ParentId, RootId, JobId, Role, Domain, Intent);

    private static JobId? JobOf(EntityId id) => Messaging.JobId.TryCreate(id.Value, out var job) ? job : null;
}
