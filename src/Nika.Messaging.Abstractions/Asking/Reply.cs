using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>What became of a request: its result, or why there is none.</summary>
/// <typeparam name="T">The reply's type.</typeparam>
/// <param name="Status">The outcome.</param>
/// <param name="Value">The result if answered, otherwise default.</param>
/// <param name="Error">What the worker said if it failed, otherwise null.</param>
/// <param name="Reason">Why there is neither; null otherwise.</param>
/// <param name="RequestId">The request's envelope id; empty if it was refused before it had one.</param>
public readonly record struct Reply<T>(ReplyStatus Status, T? Value, ReplyError? Error, string? Reason, Guid RequestId)
    where T : IStreamMessage<T>
{
    /// <summary>Whether the result is there.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsAnswered => Status == ReplyStatus.Answered;

    /// <summary>Status, and why.</summary>
    public override string ToString() => (Error, Reason) switch
    {
        ({ } error, _) => $"{Status}: {error}",
        (_, { } reason) => $"{Status}: {reason}",
        _ => Status.ToString(),
    };
}
