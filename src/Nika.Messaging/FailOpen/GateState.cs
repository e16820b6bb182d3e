namespace Nika.Messaging;

/// <summary>Where a gate stands.</summary>
public enum GateState
{
    /// <summary>The system behind it answers.</summary>
    Healthy,

    /// <summary>It does not, or too slowly: nothing is sent, and messages go to the local log.</summary>
    Degraded,

    /// <summary>It did not, and is being tried again.</summary>
    Probing,
}
