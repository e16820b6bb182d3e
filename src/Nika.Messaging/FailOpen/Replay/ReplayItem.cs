using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A message of the local log on its way back to the store.</summary>
internal sealed class ReplayItem
{
    private readonly WriteHeader header;
    private volatile ReplayState state;

    /// <summary>The key, then the fields as they were.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>What the runtime knows of it; <see cref="WriteHeader.Replay"/> is this item.</summary>
    public required WriteHeader Header
    {
        get => header;
        init
        {
            header = value;
            header.Replay = this;
        }
    }

    /// <summary>The part of the log it stands in.</summary>
    public long Segment { get; set; }

    /// <summary>When its time to live is over.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Told when the store has answered for it. Null while it is only kept.</summary>
    public Replayer? Replayer { get; set; }

    /// <summary>The server's clock, in Unix milliseconds, after which it may have been stored.</summary>
    public long After { get; set; }

    /// <summary>Whether the backlog counts it for its stream.</summary>
    public bool IsCounted { get; set; }

    public ReplayState State
    {
        get => state;
        set => state = value;
    }

    public ReadOnlySpan<byte> Key => Bytes.AsSpan(0, Header.KeyLength);

    /// <summary>The message as it was published.</summary>
    public EncodedWrite AsPublished() => Header.View(Bytes);
}
