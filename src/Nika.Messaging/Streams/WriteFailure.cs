namespace Nika.Messaging.Streams;


/// <summary>What is known of a write that was not acknowledged.</summary>
public enum WriteFailure
{
    /// <summary>It never left the process.</summary>
    NotSent,

    /// <summary>The store refused it.</summary>
    Rejected,

    /// <summary>It was sent and the connection was lost before the reply: it may be stored. "Unknown" never means "not stored".</summary>
    Unknown,
}
