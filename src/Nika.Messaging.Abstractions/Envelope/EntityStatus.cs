namespace Nika.Messaging;


/// <summary>Where an entity stands: <c>status</c>.</summary>
public enum EntityStatus
{
    /// <summary><c>created</c>. Significant for an entity without a parent.</summary>
    Created,

    /// <summary><c>started</c>.</summary>
    Started,

    /// <summary><c>progress</c>.</summary>
    Progress,

    /// <summary><c>completed</c>. Significant.</summary>
    Completed,

    /// <summary><c>failed</c>. Significant.</summary>
    Failed,

    /// <summary><c>cancelled</c>. Significant.</summary>
    Cancelled,
}
