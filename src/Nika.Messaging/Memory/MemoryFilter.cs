namespace Nika.Messaging;


/// <summary>Which remembered events are meant. What is null does not matter; everything given must hold.</summary>
public sealed record MemoryFilter
{
    /// <summary>The message's wire name.</summary>
    public string? Type { get; init; }

    /// <summary>The envelope's <c>domain</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>The envelope's <c>intent</c>.</summary>
    public string? Intent { get; init; }

    /// <summary>The envelope's <c>status</c>.</summary>
    public EntityStatus? Status { get; init; }

    /// <summary>The envelope's <c>entity_kind</c>.</summary>
    public EntityKind? EntityKind { get; init; }

    /// <summary>The envelope's <c>job_id</c>.</summary>
    public JobId? JobId { get; init; }

    /// <summary>The envelope's <c>root_id</c>.</summary>
    public EntityId? RootId { get; init; }

    /// <summary>The envelope's <c>pod</c>.</summary>
    public PodName? Pod { get; init; }

    /// <summary>Events at or after this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Events before this instant.</summary>
    public DateTimeOffset? Until { get; init; }
}
