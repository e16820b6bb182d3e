namespace Nika.Messaging;

/// <summary>A pod, as its last heartbeat says (<c>agent:state:{session_id}</c>).</summary>
/// <param name="Session">Its session.</param>
/// <param name="Pod">Its name.</param>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="Status">What it is doing.</param>
/// <param name="EntityId">What it works on, or did last; null if nothing yet.</param>
/// <param name="Heartbeat">When it said so, by its own clock.</param>
/// <param name="Silence">How long ago that was, by the store's clock.</param>
/// <param name="LastTool">The tool it called last, or is calling; null if none.</param>
/// <param name="ToolCalls">How many tool calls have ended.</param>
/// <param name="ToolErrors">How many of them failed.</param>
/// <param name="IsAlive">Whether it has not stopped, and has been silent for less than three times <see cref="NikaOptions.HeartbeatInterval"/> of the pod that asks.</param>
public sealed record FleetMember(SessionId Session, PodName Pod, string Host, int ProcessId, AgentStatus Status, EntityId? EntityId, DateTimeOffset Heartbeat, TimeSpan Silence, string? LastTool, long ToolCalls, long ToolErrors, bool IsAlive)
{
    /// <summary>Whether it fell silent without having stopped: it was killed, hangs, or is cut off.</summary>
    public bool IsLost => !IsAlive && Status != AgentStatus.Stopped;
}
