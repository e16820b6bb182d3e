namespace Nika.Messaging;

/// <summary>Where a logged message stands in its replay.</summary>
internal enum ReplayState
{
    /// <summary>To be sent.</summary>
    Waiting,

    /// <summary>In the lane, unanswered.</summary>
    Sent,

    /// <summary>It may be stored: to be looked for before it is sent.</summary>
    Unknown,

    /// <summary>The store has it.</summary>
    Delivered,

    /// <summary>It stays in the local log: refused by the store.</summary>
    Left,
}
