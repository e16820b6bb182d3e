using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>A line of the local log: an entry, or why there is none.</summary>
/// <param name="LineNumber">Counted from 1.</param>
/// <param name="Offset">Where the line begins, in bytes.</param>
/// <param name="Entry">The entry; null if the line could not be read.</param>
/// <param name="Fault">Why it could not be read; null if it was.</param>
internal readonly record struct LocalLogRecord(long LineNumber, long Offset, LocalLogEntry? Entry, string? Fault)
{
    [MemberNotNullWhen(true, nameof(Entry))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsEntry => Entry is not null;
}
