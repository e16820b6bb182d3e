using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A message read back from the local log: all that is needed to send it again.</summary>
internal sealed record LocalLogEntry
{
    /// <summary>When it was logged.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The lane it could not take.</summary>
    public required string Lane { get; init; }

    public required WriteFailure Failure { get; init; }

    public required string Reason { get; init; }

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
