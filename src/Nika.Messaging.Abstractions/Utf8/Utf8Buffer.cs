namespace Nika.Messaging;


/// <summary>A reusable, growing byte buffer that <see cref="Utf8Writer"/> writes to. Not thread-safe.</summary>
/// <param name="capacity">The first capacity in bytes. Default 1,024.</param>
public sealed class Utf8Buffer(int capacity = 1024)
{
    private byte[] bytes = new byte[capacity];

    /// <summary>How many bytes are written.</summary>
    public int Length { get; set; }

    /// <summary>What is written.</summary>
    public ReadOnlySpan<byte> WrittenSpan => bytes.AsSpan(0, Length);

    /// <summary>What is written. Valid until more is written or the buffer is cleared.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, Length);

    /// <summary>The whole array.</summary>
    internal Span<byte> All => bytes;

    /// <summary>Forgets what is written; the array is kept.</summary>
    public void Clear() => Length = 0;

    /// <summary>Makes room for <paramref name="more"/> bytes after <paramref name="used"/>, keeping those.</summary>
    internal Span<byte> Grow(int used, int more)
    {
        int size = checked((int)Math.Min(Math.Max((long)bytes.Length * 2, (long)used + more), Array.MaxLength));
        Array.Resize(ref bytes, size);
        return bytes;
    }
}
