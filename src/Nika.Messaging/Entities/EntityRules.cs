namespace Nika.Messaging;

/// <summary>What may follow what, and what stands below what; and how it is said.</summary>
internal static class EntityRules
{
    /// <summary>Which end a status is; null if it is none.</summary>
    public static EntityEnd? EndOf(EntityStatus status) => status switch
    {
        EntityStatus.Completed => EntityEnd.Completed,
        EntityStatus.Failed => EntityEnd.Failed,
        EntityStatus.Cancelled => EntityEnd.Cancelled,
        _ => null,
    };

    /// <summary>Whether a status is an end.</summary>
    public static bool IsEnd(EntityStatus status) => EndOf(status) is not null;

    /// <summary>Whether <paramref name="to"/> says more than <paramref name="from"/>. Events come at least once and, from several pods, in any order: an older one changes nothing.</summary>
    public static bool IsAhead(EntityStatus to, EntityStatus from) => Rank(to) > Rank(from);

    /// <summary>Says why a known entity may not take a step; null if it may.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="from">Where it stands.</param>
    /// <param name="to">The step.</param>
    public static string? Refuse(Entity entity, EntityStatus from, EntityStatus to)
    {
        if (to == EntityStatus.Created)
        {
            return $"{entity} is {Name(from)}; it cannot be created again: give the new one an id of its own";
        }

        if (IsEnd(from))
        {
            return $"{entity} is {Name(from)}; {Step(to)}: nothing follows {Name(from)}";
        }

        // Started again: another attempt, after a worker's death or failure.
        return to == EntityStatus.Progress && from == EntityStatus.Created
            ? $"{entity} is created; {Step(to)}: allowed are started, completed, failed and cancelled"
            : null;
    }

    /// <summary>Says why an entity that nobody has seen may not take a step; null if it may.</summary>
    public static string? RefuseUnknown(Entity entity, EntityStatus to) => to == EntityStatus.Created || entity.CreatedElsewhere
        ? null
        : $"{entity} was not created; {Step(to)}: allowed is created, or anything once {nameof(Entity.CreatedElsewhere)} says that another pod has created it";

    /// <summary>Says why an entity may not be created where it stands; null if it may.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="parentKind">What its parent is; null if it has none, or it is not known.</param>
    /// <param name="parentStatus">Where that stands; null likewise.</param>
    public static string? RefuseBelow(Entity entity, EntityKind? parentKind, EntityStatus? parentStatus)
    {
        if (entity.ParentId is not { } parent)
        {
            return null;
        }

        if (parentKind is { } kind && entity.Kind != kind + 1)
        {
            string allowed = kind == EntityKind.Sub ? "nothing" : $"only a {Name(kind + 1)}";
            return $"{entity} cannot be created below {Name(kind)} {parent}: {allowed} stands directly below a {Name(kind)}";
        }

        return parentStatus is { } status && IsEnd(status)
            ? $"{entity} cannot be created below {(parentKind is { } known ? Name(known) + " " : "")}{parent}, which is {Name(status)}: allowed is a parent that is created, started or in progress"
            : null;
    }

    public static string Name(EntityKind kind) => kind switch
    {
        EntityKind.Project => "PROJ",
        EntityKind.Job => "JOB",
        EntityKind.Task => "TASK",
        _ => "SUB",
    };

    public static string Name(EntityStatus status) => status switch
    {
        EntityStatus.Created => "created",
        EntityStatus.Started => "started",
        EntityStatus.Progress => "in progress",
        EntityStatus.Completed => "completed",
        EntityStatus.Failed => "failed",
        _ => "cancelled",
    };

    private static string Step(EntityStatus to) => $"it cannot be {Name(to)}";

    private static int Rank(EntityStatus status) => IsEnd(status) ? (int)EntityStatus.Completed : (int)status;
}
