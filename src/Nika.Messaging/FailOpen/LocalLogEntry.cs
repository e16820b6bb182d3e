using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A message read back from the local log: all that is needed to send it again.</summary>
internal sealed record LocalLogEntry
{
    /// <summary>When it was logged.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The envelope's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The lane it could not take.</summary>
    public required string Lane { get; init; }

    public required WriteFailure Failure { get; init; }

    public required string Reason { get; init; }

    /// <summary>Whether it is to be sent again.</summary>
    public required bool Replay { get; init; }

    /// <summary>The server's clock, in Unix milliseconds, after which an unknown one may have been stored; 0 otherwise.</summary>
    public required long After { get; init; }

    public required MessageLayer Layer { get; init; }

    /// <summary>The text for memory; null if it is not to be remembered.</summary>
    public required string? MemoryText { get; init; }

    public required WriteKind Kind { get; init; }

    public required byte[] Key { get; init; }

    /// <summary>The fields, as <see cref="FieldWriter"/> writes them.</summary>
    public required byte[] Fields { get; init; }

    public required long TimeToLiveMilliseconds { get; init; }

    public required long MaxLength { get; init; }

    public required long RetentionMilliseconds { get; init; }

    /// <summary>The write as it was.</summary>
    public EncodedWrite AsWrite() => new()
    {
        Kind = Kind,
        Key = Key,
        Fields = Fields,
        TimeToLiveMilliseconds = TimeToLiveMilliseconds,
        MaxLength = MaxLength,
        RetentionMilliseconds = RetentionMilliseconds,
    };
}
