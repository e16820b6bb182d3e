namespace Nika.Messaging;

/// <summary>One end of a range.</summary>
/// <param name="Value">The value.</param>
/// <param name="IsInclusive">Whether the value itself is within the range.</param>
public readonly record struct MemoryBound(MemoryValue Value, bool IsInclusive);
