namespace Nika.Messaging;


/// <summary>A field of the NIKA_META envelope that a member can feed.</summary>
public enum MetaField
{
    /// <summary><c>session_id</c>, from a <see cref="Messaging.SessionId"/>.</summary>
    SessionId,

    /// <summary><c>entity_id</c>, from an <see cref="Messaging.EntityId"/>.</summary>
    EntityId,

    /// <summary><c>entity_kind</c>, from an <see cref="Messaging.EntityKind"/>.</summary>
    EntityKind,

    /// <summary><c>parent_id</c>, from an <see cref="Messaging.EntityId"/>.</summary>
    ParentId,

    /// <summary><c>root_id</c>, from an <see cref="Messaging.EntityId"/>.</summary>
    RootId,

    /// <summary><c>job_id</c>, from a <see cref="Messaging.JobId"/>.</summary>
    JobId,

    /// <summary><c>role</c>, from a <see cref="RoleName"/>.</summary>
    Role,

    /// <summary><c>status</c>, from an <see cref="EntityStatus"/>.</summary>
    Status,

    /// <summary><c>domain</c>, from a string.</summary>
    Domain,

    /// <summary><c>intent</c>, from a string.</summary>
    Intent,

    /// <summary><c>correlation_id</c>, from a string.</summary>
    CorrelationId,

    /// <summary><c>causation_id</c>, from a string.</summary>
    CausationId,
}
