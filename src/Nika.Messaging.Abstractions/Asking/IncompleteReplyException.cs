namespace Nika.Messaging;

/// <summary>A reply in parts ended before its end mark: what was received is not all. An exception, since a stream cut short must not look whole.</summary>
/// <param name="status">Why: never <see cref="ReplyStatus.Answered"/>.</param>
/// <param name="error">What the worker said if it failed, otherwise null.</param>
/// <param name="reason">Why, for people, where there is no error.</param>
/// <param name="parts">How many parts were received.</param>
public sealed class IncompleteReplyException(ReplyStatus status, ReplyError? error, string? reason, long parts)
    : Exception($"{status} after {parts} parts: {error?.ToString() ?? reason}")
{
    /// <summary>Why.</summary>
    public ReplyStatus Status { get; } = status;

    /// <summary>What the worker said if it failed, otherwise null.</summary>
    public ReplyError? Error { get; } = error;

    /// <summary>How many parts were received.</summary>
    public long Parts { get; } = parts;
}
