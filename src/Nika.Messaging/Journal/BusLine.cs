namespace Nika.Messaging.Journal;

/// <summary>A line of the bus: a message the store has acknowledged.</summary>
public sealed class BusLine : BusRecord
{
    internal BusLine(long lineNumber, long offset, DateTimeOffset timestamp, string type, NikaMeta meta, byte[] data, bool replayed)
        : base(lineNumber, offset)
    {
        Timestamp = timestamp;
        Type = type;
        Meta = meta;
        Data = data;
        Replayed = replayed;
    }

    /// <summary><c>ts</c>: when the line was journaled, by the writing pod's clock. The envelope's says when the message was made.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary><c>type</c>: the message's wire name.</summary>
    public string Type { get; }

    /// <summary><c>NIKA_META</c>: the envelope.</summary>
    public NikaMeta Meta { get; }

    /// <summary><c>data</c>: the body's JSON, byte for byte as it was sent (line breaks between its tokens are spaces here).</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary><c>replayed</c>: whether the message was sent again after an outage.</summary>
    public bool Replayed { get; }
}
