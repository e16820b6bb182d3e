namespace Nika.Messaging.Streams;


/// <summary>One encoded write: a view over the retention ring, valid until the write is completed.</summary>
public readonly ref struct EncodedWrite
{
    /// <summary>What it does.</summary>
    public WriteKind Kind { get; init; }

    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Key { get; init; }

    /// <summary>The fields, as <see cref="FieldWriter"/> wrote them; read them with <see cref="FieldReader"/>.</summary>
    public ReadOnlySpan<byte> Fields { get; init; }

    /// <summary>The key's time to live in milliseconds, at least 1. Appends and increments only ever make it longer; a replaced hash begins anew.</summary>
    public long TimeToLiveMilliseconds { get; init; }

    /// <summary>
    /// For a hash: replace it only if there is none, or its <c>NIKA_META</c> has an earlier <c>ts</c> than this one's. Otherwise nothing is written,
    /// and that is a success: what stands there has replaced this already. For replays.
    /// </summary>
    public bool OnlyIfNewer { get; init; }

    /// <summary>About how many entries the stream keeps; 0: not bounded by number.</summary>
    public long MaxLength { get; init; }

    /// <summary>How long entries are kept, in milliseconds by the store's clock; 0: not bounded by age.</summary>
    public long RetentionMilliseconds { get; init; }
}
