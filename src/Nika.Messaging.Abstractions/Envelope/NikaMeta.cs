using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>
/// The NIKA_META envelope, version 1: who sent a message, about what, as part of what. A plain struct: pass it by
/// reference (<c>in</c>, <c>ref</c>); it holds nothing that must be released. Members are absent on the wire when null.
/// </summary>
public partial record struct NikaMeta
{
    /// <summary>The envelope's version, <c>v</c>.</summary>
    public const int FormatVersion = 1;

    /// <summary>The most tags an envelope may carry.</summary>
    public const int MaxTags = 16;

    /// <summary><c>id</c>: a UUIDv7, the idempotency key and the id of the point in memory. It identifies; the entry id orders.</summary>
    public Guid Id { get; set; }

    /// <summary><c>ts</c>: when the message was made, by the pod's clock. RFC 3339, UTC, microseconds on the wire.</summary>
    public DateTimeOffset Timestamp { get; set; }

    /// <summary><c>type</c>: the message's wire name.</summary>
    public string Type { get; set; }

    /// <summary><c>schema</c>: the message type's own version.</summary>
    public int Schema { get; set; }

    /// <summary><c>pod</c>: who published.</summary>
    public PodName Pod { get; set; }

    /// <summary><c>session_id</c>: the publisher's session.</summary>
    public SessionId? SessionId { get; set; }

    /// <summary><c>entity_id</c>: what the message is about.</summary>
    public EntityId? EntityId { get; set; }

    /// <summary><c>entity_kind</c>: what that is.</summary>
    public EntityKind? EntityKind { get; set; }

    /// <summary><c>parent_id</c>: the entity it is part of.</summary>
    public EntityId? ParentId { get; set; }

    /// <summary><c>root_id</c>: the hierarchy's root.</summary>
    public EntityId? RootId { get; set; }

    /// <summary><c>job_id</c>: the job whose stream and working memory are meant.</summary>
    public JobId? JobId { get; set; }

    /// <summary><c>role</c>: who is to act, or in what role the publisher acted.</summary>
    public RoleName? Role { get; set; }

    /// <summary><c>status</c>: where the entity stands now.</summary>
    public EntityStatus? Status { get; set; }

    /// <summary><c>domain</c>: the area of work.</summary>
    public string? Domain { get; set; }

    /// <summary><c>intent</c>: the purpose of the work.</summary>
    public string? Intent { get; set; }

    /// <summary><c>correlation_id</c>: the same for everything that follows from one cause.</summary>
    public string? CorrelationId { get; set; }

    /// <summary><c>causation_id</c>: the id of the message whose handler published this one.</summary>
    public string? CausationId { get; set; }

    /// <summary><c>traceparent</c>: the W3C trace context.</summary>
    public string? TraceParent { get; set; }

    /// <summary><c>tags</c>; default or empty when there are none.</summary>
    public ImmutableArray<string> Tags { get; set; }

    /// <summary>
    /// Whether this is a significant transition: completed, failed or cancelled, or created without a parent.
    /// Alpha's view yields these, and memory keeps them.
    /// </summary>
    public readonly bool IsSignificant => Status switch
    {
        EntityStatus.Completed or EntityStatus.Failed or EntityStatus.Cancelled => true,
        EntityStatus.Created => ParentId is null,
        _ => false,
    };
}
