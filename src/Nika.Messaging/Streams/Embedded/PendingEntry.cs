namespace Nika.Messaging.Streams.Embedded;

/// <summary>An entry that was given to a consumer and is not acknowledged.</summary>
internal struct PendingEntry
{
    public StreamId Id;

    /// <summary>Who has it; null once it is no longer pending.</summary>
    public string? Consumer;

    /// <summary>When it was given, claimed or renewed, in the keyspace's milliseconds.</summary>
    public long DeliveredAt;

    /// <summary>How often it was given or claimed.</summary>
    public long Deliveries;
}
