namespace Nika.Messaging.Journal;

/// <summary>A line that could not be read. Reading went on behind its newline.</summary>
public sealed class BusSkip : BusRecord
{
    internal BusSkip(long lineNumber, long offset, string reason, string excerpt)
        : base(lineNumber, offset)
    {
        Reason = reason;
        Excerpt = excerpt;
    }

    /// <summary>Why, for people.</summary>
    public string Reason { get; }

    /// <summary>The line's first 200 characters; controls and broken UTF-8 as U+FFFD, so that it is safe to print.</summary>
    public string Excerpt { get; }
}
