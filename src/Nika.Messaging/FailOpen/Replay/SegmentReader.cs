using Microsoft.Win32.SafeHandles;
using Nika.Messaging.Journal.Files;

namespace Nika.Messaging;

/// <summary>Reads the local log's lines in the order they were written, across its files and while they grow. Used by one at a time; reads block.</summary>
/// <param name="segments">The files.</param>
/// <param name="start">Where to begin.</param>
/// <param name="maxLineBytes">The longest line given whole.</param>
internal sealed class SegmentReader(LocalLogSegments segments, LogPosition start, int maxLineBytes) : IDisposable
{
    private LineBuffer lines = new(maxLineBytes, start.Offset);
    private SafeFileHandle? file;

    /// <summary>Where the next line begins.</summary>
    public LogPosition Position => new(Segment, lines.NextLine);

    /// <summary>The file that is being read.</summary>
    public long Segment { get; private set; } = start.Segment;

    /// <summary>Called before the reading goes on to another file, with the one it leaves.</summary>
    public Action<long>? OnLeft { get; init; }

    /// <summary>The next whole line.</summary>
    /// <returns>False if there is none yet.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public bool TryNext(out RawLine line)
    {
        while (!lines.TryNext(out line))
        {
            // Looked at before reading: what is read then is all there will ever be in it.
            bool isComplete = Segment < segments.Current;
            file ??= segments.TryOpen(Segment);
            int count = file is null ? 0 : RandomAccess.Read(file, lines.Room().Span, lines.End);
            lines.Filled(count);
            if (count > 0)
            {
                continue;
            }

            if (!isComplete)
            {
                return false;
            }

            // A beginning without an end is left out: whoever wrote it was killed, or wrote the line again, whole, into the next file.
            OnLeft?.Invoke(Segment);
            file?.Dispose();
            file = null;
            Segment = segments.Next(Segment);
            lines = new(maxLineBytes, 0);
        }

        return true;
    }

    public void Dispose() => file?.Dispose();
}
