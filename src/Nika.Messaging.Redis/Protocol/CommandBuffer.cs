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
    public void Begin(int parts) => Head((byte)'*', parts);

    public void Argument(scoped ReadOnlySpan<byte> value)
    {
        Head((byte)'$', value.Length);
        Raw(value);
        Raw("\r\n"u8);
    }

    public void Argument(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Head((byte)'$', length);
        Reserve(length);
        Length += Encoding.UTF8.GetBytes(value, bytes.AsSpan(Length));
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
        Reserve(encoded.Length);
        encoded.CopyTo(bytes.AsSpan(Length));
        Length += encoded.Length;
    }

    private void Head(byte type, int number)
    {
        Reserve(HeadBytes);
        bytes[Length++] = type;
        _ = Utf8Formatter.TryFormat(number, bytes.AsSpan(Length), out int written);
        Length += written;
        bytes[Length++] = (byte)'\r';
        bytes[Length++] = (byte)'\n';
    }

    private void Reserve(int more)
    {
        if (more > bytes.Length - Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more));
        }
    }
}
