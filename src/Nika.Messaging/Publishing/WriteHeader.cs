using Nika.Messaging.Streams;

namespace Nika.Messaging.Publishing;

/// <summary>What the runtime knows of a write besides its bytes: kept beside them in the retention ring.</summary>
internal struct WriteHeader
{
    public WriteKind Kind;
    public int KeyLength;
    public MessageDescriptor Descriptor;

    /// <summary>The entity whose channel file gets a line; default if none.</summary>
    public EntityId Entity;

    /// <summary>The text for memory; null if the message is not to be remembered.</summary>
    public string? MemoryText;

    public Guid Id;

    /// <summary>Whose it is, if it is the pod's own telemetry; null for a message.</summary>
    public IOwnWrites? Owner;

    /// <summary>The logged message that this is a replay of; null for a first publish.</summary>
    public ReplayItem? Replay;

    /// <summary>For a write that failed as unknown: the server's clock, in Unix milliseconds, after which it may have been stored.</summary>
    public long After;

    public readonly EncodedWrite View(ReadOnlySpan<byte> bytes) => new()
    {
        Kind = Kind,
        Key = bytes[..KeyLength],
        Fields = bytes[KeyLength..],
        TimeToLiveMilliseconds = Descriptor.TimeToLive.Ticks / TimeSpan.TicksPerMillisecond,
        MaxLength = Descriptor.MaxLength ?? 0,
        RetentionMilliseconds = Descriptor.Retention.GetValueOrDefault().Ticks / TimeSpan.TicksPerMillisecond,
        OnlyIfNewer = Replay is not null && Kind == WriteKind.ReplaceHash,
    };
}
