using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Nika.Messaging.Publishing;

/// <summary>
/// Makes UUIDv7 ids. Random bytes are drawn a block at a time and per thread: <see cref="Guid.CreateVersion7()"/> asks the system
/// for each id, which costs more than the rest of a publish.
/// </summary>
internal static class EnvelopeIds
{
    // 74 random bits an id, in 10 bytes; a block lasts for 409 ids.
    private const int RandomBytes = 10;
    private const int BlockBytes = 4096;

    [ThreadStatic]
    private static byte[]? block;

    [ThreadStatic]
    private static int used;

    public static Guid Next(DateTimeOffset now)
    {
        if (block is null || used + RandomBytes > BlockBytes)
        {
            block ??= new byte[BlockBytes];
            RandomNumberGenerator.Fill(block);
            used = 0;
        }

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, now.ToUnixTimeMilliseconds() << 16);
        block.AsSpan(used, RandomBytes).CopyTo(id[6..]);
        used += RandomBytes;
        id[6] = (byte)(0x70 | (id[6] & 0x0F)); // version 7
        id[8] = (byte)(0x80 | (id[8] & 0x3F)); // variant 10
        return new Guid(id, bigEndian: true);
    }
}
