using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Nika.Messaging.Redis.Protocol;

/// <summary>Commands in the form they are sent: arrays of strings. Reused; grows as needed.</summary>
/// <param name="capacity">The first capacity in bytes.</param>
internal sealed class CommandBuffer(int capacity = 512)
{
    // A type byte, an integer and CR LF.
    private const int HeadBytes = 1 + 20 + 2;

    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> WrittenSpan => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Begins a command of so many parts, its name included.</summary>
    public void Begin(int parts) => Length += Head(Reserve(HeadBytes), (byte)'*', parts);

    public void Argument(scoped ReadOnlySpan<byte> value)
    {
        var to = Reserve(HeadBytes + value.Length + 2);
        int at = Head(to, (byte)'$', value.Length);
        value.CopyTo(to[at..]);
        at += value.Length;
        to[at + 1] = (byte)'\n';
        to[at] = (byte)'\r';
        Length += at + 2;
    }

    public void Argument(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        var to = Reserve(HeadBytes + length);
        int at = Head(to, (byte)'$', length);
        Length += at + Encoding.UTF8.GetBytes(value, to[at..]);
        Raw("\r\n"u8);
    }

    public void Argument(long value)
    {
        Span<byte> text = stackalloc byte[20];
        _ = value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        Argument(text[..length]);
    }

    public void Argument(Streams.StreamId id)
    {
        Span<byte> text = stackalloc byte[Streams.StreamId.MaxTextLength];
        Argument(text[..id.Format(text)]);
    }

    /// <summary>Adds bytes that are encoded already.</summary>
    public void Raw(scoped ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        Length += encoded.Length;
    }

    /// <summary>Writes a type and a number that is not negative. Most have up to three digits: the formatter costs more than the rest of an argument.</summary>
    /// <returns>How many bytes were written.</returns>
    private static int Head(Span<byte> to, byte type, int number)
    {
        to[0] = type;
        int at = 1;
        if (number < 1000)
        {
            if (number >= 100)
            {
                to[at++] = (byte)('0' + (number / 100));
            }

            if (number >= 10)
            {
                to[at++] = (byte)('0' + (number / 10 % 10));
            }

            to[at++] = (byte)('0' + (number % 10));
        }
        else
        {
            _ = Utf8Formatter.TryFormat(number, to[at..], out int written);
            at += written;
        }

        to[at + 1] = (byte)'\n';
        to[at] = (byte)'\r';
        return at + 2;
    }

    /// <summary>Makes room.</summary>
    /// <returns>Where the next byte goes, and at least so much after it.</returns>
    private Span<byte> Reserve(int more)
    {
        if (more > bytes.Length - Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }

        return bytes.AsSpan(Length);
    }
}
