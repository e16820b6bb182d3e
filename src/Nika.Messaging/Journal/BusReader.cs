using System.Runtime.CompilerServices;
using Nika.Messaging.Journal.Files;

namespace Nika.Messaging.Journal;

/// <summary>
/// Reads files of the JSONL bus, while others write to them or months later. A line that cannot be read is reported and does not
/// end the reading. Needs no pod and no configuration. Empty lines are passed over: a writer puts one where another may have
/// been killed inside a line.
/// </summary>
public static class BusReader
{
    /// <summary>Reads a file to its end. A last line without its newline is reported as torn; while a writer is at work it may be whole a moment later.</summary>
    /// <param name="path">The file, e.g. from <see cref="BusFiles"/>; an absent one has no lines.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IAsyncEnumerable<BusRecord> ReadAsync(string path, CancellationToken cancellationToken = default) =>
        EnumerateAsync(new LineReader(path, BusFiles.MaxLineBytes).ReadAsync(cancellationToken), cancellationToken);

    /// <summary>
    /// Reads a file and then waits for more, until cancelled; waits for an absent file to be made. A line is given once its newline is
    /// there. When the file is rotated, replaced or cut short, reading goes on at the start of the file that is at the path then, with line 1.
    /// New lines are looked for when the file system tells of a change, and every half second, because on network mounts it does not tell.
    /// </summary>
    /// <param name="path">The file, e.g. from <see cref="BusFiles"/>.</param>
    /// <param name="offset">Where to begin, in bytes: 0 for all, or a record's <see cref="BusRecord.Offset"/>; within a line the next one is the first. Default 0.</param>
    /// <param name="timeProvider">The clock of the half second; null: the system's.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IAsyncEnumerable<BusRecord> FollowAsync(string path, long offset = 0, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return EnumerateAsync(new LineReader(path, BusFiles.MaxLineBytes).FollowAsync(offset, timeProvider ?? TimeProvider.System, cancellationToken), cancellationToken);
    }

    private static async IAsyncEnumerable<BusRecord> EnumerateAsync(IAsyncEnumerable<RawLine> lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in lines.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return Parse(line);
        }
    }

    private static BusRecord Parse(in RawLine line)
    {
        string? fault = line.Fault;
        return (fault is null ? BusLineParser.Parse(line.Bytes.Span, line.Number, line.Offset, out fault) : null) is { } parsed
            ? parsed
            : new BusSkip(line.Number, line.Offset, fault!, line.Excerpt());
    }
}
