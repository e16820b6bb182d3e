namespace Nika.Messaging.Journal.Files;

/// <summary>A line on its way into an <see cref="AppendQueue"/>: a view over the caller's bytes.</summary>
internal interface ILineSource
{
    /// <summary>The name of the channel file that gets a copy; empty if only the main file gets the line.</summary>
    ReadOnlySpan<byte> Channel { get; }

    /// <summary>About how long the line will be, escapes not counted: decides whether there is room.</summary>
    int ApproximateLength { get; }

    /// <summary>Writes the line without its newline. Called under the queue's lock: only copies.</summary>
    void WriteTo(ref Utf8Writer writer);
}
