namespace Nika.Messaging;


/// <summary>The layer a message belongs to.</summary>
public enum MessageLayer
{
    /// <summary>A stream of one's own.</summary>
    Stream,

    /// <summary>A hash of one's own.</summary>
    Hash,

    /// <summary>Signalling, <c>nika:ipc:{job_id}</c>.</summary>
    Signal,

    /// <summary>Working memory, <c>nika:wm:{job_id}:{artifact}</c>.</summary>
    WorkingMemory,

    /// <summary>Contracts, <c>nika:contract:{job_id}</c>.</summary>
    Contract,

    /// <summary>The entity feed, <c>nika:feed:entities</c>.</summary>
    EntityFeed,

    /// <summary>Telemetry, <c>agent:events:{session_id}</c>.</summary>
    Telemetry,

    /// <summary>Orchestration, <c>nika:ipc:{job_id}</c> or <c>nika:ipc:alpha</c>, journaled.</summary>
    Bus,
}
