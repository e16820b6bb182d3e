namespace Nika.Messaging.Journal;

/// <summary>What a <see cref="BusReader"/> finds: a <see cref="BusLine"/>, or a <see cref="BusSkip"/> where a line could not be read.</summary>
public abstract class BusRecord
{
    private protected BusRecord(long lineNumber, long offset)
    {
        LineNumber = lineNumber;
        Offset = offset;
    }

    /// <summary>The line's number, counted from 1 where reading began; empty lines count.</summary>
    public long LineNumber { get; }

    /// <summary>The byte offset in the file at which the line begins.</summary>
    public long Offset { get; }
}
