namespace Nika.Messaging;

/// <summary>The outcome of asking.</summary>
public enum ReplyStatus
{
    /// <summary>The result is there.</summary>
    Answered,

    /// <summary>The worker failed, for good: <see cref="Reply{T}.Error"/> says how.</summary>
    Failed,

    /// <summary>No reply came in time. The worker was told to stop.</summary>
    TimedOut,

    /// <summary>The store is away or too slow: whether anyone gets the request is not known.</summary>
    Degraded,

    /// <summary>The caller's own error: a default id, over the size limit, or too many requests at a time. Nothing was sent.</summary>
    Refused,

    /// <summary>A reply came, but is of another type than the request names, or cannot be read as that.</summary>
    Malformed,
}
