namespace Nika.Messaging.Publishing;

/// <summary>The bounds of a lane.</summary>
internal sealed record LaneOptions
{
    /// <summary>How long the store may take to reply.</summary>
    public TimeSpan ReplyDeadline { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most bytes of encoded writes held until their reply.</summary>
    public int RetentionBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most writes held until their reply.</summary>
    public int RetentionWrites { get; init; } = 65_536;
}
