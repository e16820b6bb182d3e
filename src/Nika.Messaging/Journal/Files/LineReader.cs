using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Nika.Messaging.Journal.Files;

/// <summary>Reads a file line by line, by offset, while others append to it. Never holds more than one line and a block.</summary>
/// <param name="path">The file.</param>
/// <param name="maxLineBytes">The longest line that is given whole.</param>
internal sealed class LineReader(string path, int maxLineBytes)
{
    public const string Torn = "The line has no newline: its writer was killed, or is still writing";

    /// <summary>Reads to the end.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="offset">Where to begin.</param>
    public async IAsyncEnumerable<RawLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken, long offset = 0)
    {
        using var file = TryOpen();
        if (file is null)
        {
            yield break;
        }

        var lines = await StartAsync(file, offset, cancellationToken).ConfigureAwait(false);
        while (await FillAsync(file, lines, cancellationToken).ConfigureAwait(false))
        {
            while (lines.TryNext(out var line))
            {
                yield return line;
            }
        }

        if (lines.TryTakeRest(Torn, out var rest))
        {
            yield return rest;
        }
    }

    /// <summary>Reads and waits for more.</summary>
    public async IAsyncEnumerable<RawLine> FollowAsync(long offset, TimeProvider timeProvider, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = new FileWatch(path, timeProvider);
        while (true)
        {
            using var file = TryOpen();
            if (file is null)
            {
                await watch.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            var lines = await StartAsync(file, offset, cancellationToken).ConfigureAwait(false);
            bool left = false;
            while (true)
            {
                while (lines.TryNext(out var line))
                {
                    yield return line;
                }

                if (await FillAsync(file, lines, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                if (left)
                {
                    break;
                }

                // Once more after it was left, for what was written just before.
                left = IsLeft(file, lines.End);
                if (!left)
                {
                    await watch.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            if (lines.TryTakeRest(Torn, out var rest))
            {
                yield return rest;
            }

            offset = 0;
        }
    }

    /// <summary>Begins at an offset, or at the next line if that is inside one.</summary>
    private async ValueTask<LineBuffer> StartAsync(SafeFileHandle file, long offset, CancellationToken cancellationToken)
    {
        if (offset == 0 || offset > RandomAccess.GetLength(file))
        {
            // Past its end: it is a shorter file than the one the offset was from.
            return new(maxLineBytes, offset: 0);
        }

        byte[] before = new byte[1];
        int count = await RandomAccess.ReadAsync(file, before, offset - 1, cancellationToken).ConfigureAwait(false);
        return new(maxLineBytes, offset, insideLine: count == 1 && before[0] != (byte)'\n');
    }

    /// <summary>Whether the path leads elsewhere now, or the file was cut short.</summary>
    private bool IsLeft(SafeFileHandle file, long end)
    {
        if (RandomAccess.GetLength(file) < end)
        {
            return true;
        }

        // Where there is no statx, only cutting short is noticed.
        return LibC.IsSupported && LibC.TryStatus(path, out var atPath) && LibC.TryStatus(file, out var ours) && !ours.IsSameFile(atPath);
    }

    private SafeFileHandle? TryOpen()
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async ValueTask<bool> FillAsync(SafeFileHandle file, LineBuffer lines, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int count = await RandomAccess.ReadAsync(file, lines.Room(), lines.End, cancellationToken).ConfigureAwait(false);
        lines.Filled(count);
        return count > 0;
    }
}
