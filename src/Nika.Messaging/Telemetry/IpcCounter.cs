namespace Nika.Messaging.Telemetry;

/// <summary>What <c>nika:ipc:metrics:{date}</c> counts, in the order of its fields.</summary>
internal enum IpcCounter
{
    /// <summary>Taken by <c>Publish</c> or <c>Set</c>.</summary>
    Published,

    /// <summary>Acknowledged by the server.</summary>
    Delivered,

    /// <summary>Into the local log.</summary>
    Degraded,

    /// <summary>Neither.</summary>
    Dropped,

    /// <summary>Delivered from the local log.</summary>
    Replayed,

    /// <summary>Entries acked in their group.</summary>
    Acked,

    /// <summary>Entries that went to the dead letters.</summary>
    DeadLettered,
}
