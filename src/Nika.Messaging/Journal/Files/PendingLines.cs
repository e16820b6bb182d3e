using System.Buffers.Binary;

namespace Nika.Messaging.Journal.Files;

/// <summary>The lines an <see cref="AppendQueue"/> took and has not dealt out, and whether there is room for more. Used under the queue's lock.</summary>
internal sealed class PendingLines(AppendOptions options)
{
    private const int FirstBytes = 64 * 1024;

    /// <summary>A buffer that a burst made larger is given back.</summary>
    private const int KeptBytes = 4 * 1024 * 1024;

    private Utf8Buffer buffer = NewBuffer();

    // What the background holds, and how long it left the main file.
    private long heldBytes;
    private long mainLength;

    public bool IsEmpty => buffer.Length == 0;

    /// <summary>Whether half of what may wait for the disk waits.</summary>
    public bool IsHalfFull => buffer.Length + heldBytes > options.MaxPendingBytes / 2;

    /// <summary>Whether a line was refused and there is no room to speak of yet.</summary>
    public bool IsOverflowing { get; private set; }

    public static Utf8Buffer NewBuffer() => new(FirstBytes);

    /// <summary>Copies a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="overflow">Why there is no room, if this is the first line to find none.</param>
    /// <returns>False if there is no room or the line is no good.</returns>
    public bool TryAdd<TLine>(in TLine line, out string? overflow)
        where TLine : struct, ILineSource, allows ref struct
    {
        overflow = null;
        int length = line.ApproximateLength;
        bool fitsMemory = buffer.Length + heldBytes + length <= options.MaxPendingBytes;
        if (fitsMemory && FitsFile(length))
        {
            return TryCopy(in line);
        }

        if (!IsOverflowing)
        {
            IsOverflowing = true;
            overflow = fitsMemory
                ? $"{options.MainPath} has reached {options.MaxFileBytes} bytes"
                : $"{buffer.Length + heldBytes} bytes wait for the disk";
        }

        return false;
    }

    /// <summary>Gives the lines away, as <see cref="AppendTargets.Add(ReadOnlySpan{byte})"/> takes them, for a buffer given back.</summary>
    public Utf8Buffer Take(Utf8Buffer returned)
    {
        var taken = buffer;
        buffer = returned.Length > KeptBytes ? NewBuffer() : returned;
        buffer.Clear();
        heldBytes += taken.Length;
        return taken;
    }

    /// <summary>Notes what the background holds now.</summary>
    /// <returns>Whether that ended an overflow.</returns>
    public bool Note(long held, long lengthOfMain)
    {
        heldBytes = held;
        mainLength = lengthOfMain;

        // Half empty, so that the log does not fill with beginnings and ends.
        bool ended = IsOverflowing && buffer.Length + heldBytes <= options.MaxPendingBytes / 2 && FitsFile(0);
        IsOverflowing &= !ended;
        return ended;
    }

    private bool FitsFile(int length) =>
        options.MaxFileBytes == 0 || mainLength + heldBytes + buffer.Length + length < options.MaxFileBytes;

    private bool TryCopy<TLine>(in TLine line)
        where TLine : struct, ILineSource, allows ref struct
    {
        int start = buffer.Length;
        var writer = new Utf8Writer(buffer);
        Span<byte> header = stackalloc byte[AppendTargets.FrameHeader];
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], line.Channel.Length);
        writer.Raw(header);
        writer.Raw(line.Channel);
        int lineStart = writer.Length;
        line.WriteTo(ref writer);
        int length = writer.Length - lineStart;
        writer.Raw("\n"u8);
        if (writer.Error is not null || length > options.MaxLineBytes)
        {
            // Never completed, so the buffer ends where it did.
            return false;
        }

        writer.PatchInt32(start, length + 1);
        writer.Complete();
        return true;
    }
}
