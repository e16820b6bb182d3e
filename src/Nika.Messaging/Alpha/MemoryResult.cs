using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>What memory said, or why it said nothing.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Status">The outcome.</param>
/// <param name="Value">The answer, if there is one.</param>
/// <param name="Reason">Why there is none; null otherwise.</param>
public readonly record struct MemoryResult<T>(MemoryStatus Status, T? Value, string? Reason)
{
    /// <summary>Whether memory answered.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsAnswered => Status == MemoryStatus.Answered;
}
