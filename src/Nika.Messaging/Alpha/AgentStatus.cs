namespace Nika.Messaging;

/// <summary>What a pod is doing: <c>status</c> in <c>agent:state:{session_id}</c>.</summary>
public enum AgentStatus
{
    /// <summary>Another word than these: a pod of another kind wrote it.</summary>
    Unknown,

    /// <summary><c>idle</c>: no handler runs.</summary>
    Idle,

    /// <summary><c>working</c>: a handler runs.</summary>
    Working,

    /// <summary><c>stopped</c>: it ended as it should.</summary>
    Stopped,
}
