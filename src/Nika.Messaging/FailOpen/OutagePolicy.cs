namespace Nika.Messaging;

/// <summary>What becomes of messages that the store did not take. They are written to the local log, whole, in either case.</summary>
public enum OutagePolicy
{
    /// <summary>They are sent when the store is back, in order, marked as replayed, unless their time to live is over.</summary>
    Replay,

    /// <summary>They stay in the local log, for people to read; nothing sends them. For pods whose messages are worthless a moment later.</summary>
    DropAndLog,
}
