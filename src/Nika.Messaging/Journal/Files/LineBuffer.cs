namespace Nika.Messaging.Journal.Files;

/// <summary>Cuts what was read into lines. A line past the limit is passed over without being kept.</summary>
/// <param name="maxLineBytes">The limit.</param>
/// <param name="offset">Where reading begins.</param>
/// <param name="insideLine">Whether that is inside a line, which is then left out.</param>
internal sealed class LineBuffer(int maxLineBytes, long offset, bool insideLine = false)
{
    private const int Block = 64 * 1024;

    /// <summary>How much of a line that is too long is kept to show.</summary>
    private const int HeadBytes = 1024;

    private byte[] bytes = new byte[Block];
    private int start;
    private int scanned;
    private int end;

    private long number;
    private long lineOffset = offset;

    /// <summary>Bytes of the current line that were passed over.</summary>
    private long dropped;
    private byte[]? head;
    private bool leavingOut = insideLine;

    /// <summary>The offset in the file of the next byte to read.</summary>
    public long End { get; private set; } = offset;

    /// <summary>Where the line after the last one given begins.</summary>
    public long NextLine => lineOffset;

    /// <summary>Where the next bytes of the file go.</summary>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            bytes.AsSpan(start, end - start).CopyTo(bytes);
            end -= start;
            scanned -= start;
            start = 0;
        }

        if (end == bytes.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }

        return bytes.AsMemory(end);
    }

    public void Filled(int count)
    {
        end += count;
        End += count;
    }

    /// <summary>The next whole line that is not empty.</summary>
    public bool TryNext(out RawLine line)
    {
        while (true)
        {
            int length = bytes.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
            if (length < 0)
            {
                scanned = end;
                PassOver();
                line = default;
                return false;
            }

            int lineEnd = scanned + length;
            bool given = Take(lineEnd, fault: null, out line);
            start = scanned = lineEnd + 1;
            lineOffset++;
            if (given)
            {
                return true;
            }
        }
    }

    /// <summary>What is left at the end of the file.</summary>
    public bool TryTakeRest(string fault, out RawLine line)
    {
        bool given = Take(end, fault, out line);
        start = scanned = end;
        return given;
    }

    private bool Take(int lineEnd, string? fault, out RawLine line)
    {
        long length = dropped + lineEnd - start;
        var kept = head ?? bytes.AsMemory(start, lineEnd - start);
        if (length > maxLineBytes)
        {
            fault = $"The line is {length} bytes long; {maxLineBytes} are allowed";
        }

        bool leaveOut = leavingOut;
        leavingOut = false;
        number += leaveOut ? 0 : 1;
        line = new(number, lineOffset, length > maxLineBytes ? kept[..Math.Min(kept.Length, HeadBytes)] : kept, fault);
        lineOffset += length;
        dropped = 0;
        head = null;
        return !leaveOut && length > 0;
    }

    /// <summary>Lets go of a line that is too long already.</summary>
    private void PassOver()
    {
        if (end - start > maxLineBytes || head is not null)
        {
            head ??= bytes[start..(start + Math.Min(HeadBytes, end - start))];
            dropped += end - start;
            start = scanned = end = 0;
        }
    }
}
