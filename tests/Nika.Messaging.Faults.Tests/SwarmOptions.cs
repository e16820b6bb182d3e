using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>What a swarm is made of.</summary>
internal sealed record SwarmOptions
{
    public TimeSpan ReplyDeadline { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>What stands between the pods and the server; null for nothing.</summary>
    public FaultProxy? Proxy { get; init; }

    /// <summary>Where the publishers write; null for a folder of each one's own.</summary>
    public string? Directory { get; init; }

    /// <summary>How many messages a publisher's loop makes before it pauses for some milliseconds.</summary>
    public int Burst { get; init; } = 8;

    /// <summary>The pods' clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
