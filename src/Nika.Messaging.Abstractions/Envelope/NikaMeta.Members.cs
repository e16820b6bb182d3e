namespace Nika.Messaging;

public partial record struct NikaMeta
{
    /// <summary>The members of the envelope, as a mask of those seen.</summary>
    [Flags]
    private enum Members
    {
        None = 0,
        Version = 1 << 0,
        Id = 1 << 1,
        Timestamp = 1 << 2,
        Type = 1 << 3,
        Schema = 1 << 4,
        Pod = 1 << 5,
        SessionId = 1 << 6,
        EntityId = 1 << 7,
        EntityKind = 1 << 8,
        ParentId = 1 << 9,
        RootId = 1 << 10,
        JobId = 1 << 11,
        Role = 1 << 12,
        Status = 1 << 13,
        Domain = 1 << 14,
        Intent = 1 << 15,
        CorrelationId = 1 << 16,
        CausationId = 1 << 17,
        TraceParent = 1 << 18,
        Tags = 1 << 19,
    }

    /// <summary>The member of that wire name, or none. By length first: at most five share one.</summary>
    private static Members MemberOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        1 => name[0] == 'v' ? Members.Version : Members.None,
        2 => Is(name, "id"u8, Members.Id) | Is(name, "ts"u8, Members.Timestamp),
        3 => Is(name, "pod"u8, Members.Pod),
        4 => Is(name, "type"u8, Members.Type) | Is(name, "role"u8, Members.Role) | Is(name, "tags"u8, Members.Tags),
        6 => Is(name, "schema"u8, Members.Schema)
            | Is(name, "job_id"u8, Members.JobId)
            | Is(name, "status"u8, Members.Status)
            | Is(name, "domain"u8, Members.Domain)
            | Is(name, "intent"u8, Members.Intent),
        7 => Is(name, "root_id"u8, Members.RootId),
        9 => Is(name, "entity_id"u8, Members.EntityId) | Is(name, "parent_id"u8, Members.ParentId),
        10 => Is(name, "session_id"u8, Members.SessionId),
        11 => Is(name, "entity_kind"u8, Members.EntityKind) | Is(name, "traceparent"u8, Members.TraceParent),
        12 => Is(name, "causation_id"u8, Members.CausationId),
        14 => Is(name, "correlation_id"u8, Members.CorrelationId),
        _ => Members.None,
    };

    private static Members Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> known, Members member) =>
        name.SequenceEqual(known) ? member : Members.None;

    private static string WireName(Members member) => member switch
    {
        Members.Version => "v",
        Members.Id => "id",
        Members.Timestamp => "ts",
        Members.Type => "type",
        Members.Schema => "schema",
        Members.Pod => "pod",
        Members.SessionId => "session_id",
        Members.EntityId => "entity_id",
        Members.EntityKind => "entity_kind",
        Members.ParentId => "parent_id",
        Members.RootId => "root_id",
        Members.JobId => "job_id",
        Members.Role => "role",
        Members.Status => "status",
        Members.Domain => "domain",
        Members.Intent => "intent",
        Members.CorrelationId => "correlation_id",
        Members.CausationId => "causation_id",
        Members.TraceParent => "traceparent",
        _ => "tags",
    };
}
