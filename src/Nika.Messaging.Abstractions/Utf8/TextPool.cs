using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Nika.Messaging;

/// <summary>
/// Short texts that come again and again, ids, names, domains: each is made into a <see cref="string"/> once, as long as it keeps
/// coming. A table of fixed size, shared by all threads, so that no sender can make it grow: a text that finds its two places taken replaces one of them.
/// </summary>
internal static class TextPool
{
    /// <summary>Longer ones are not kept: an id has at most <see cref="IdFormat.MaxLength"/> characters.</summary>
    public const int MaxLength = IdFormat.MaxLength;

    // 2,048 texts of at most 128 characters: 0.5 MiB at the very most.
    private const int Places = 2048;

    private static readonly string?[] Texts = new string?[Places];

    /// <summary>The text as a string: one made before if it is still there.</summary>
    /// <param name="ascii">ASCII, at most <see cref="MaxLength"/> bytes.</param>
    public static string Get(ReadOnlySpan<byte> ascii)
    {
        if (ascii.IsEmpty)
        {
            return "";
        }

        uint hash = Hash(ascii);
        ref string? first = ref Texts[hash % Places];
        ref string? second = ref Texts[(hash % Places) ^ 1];

        // References are written whole: whoever reads meanwhile sees a string, this one or the one before.
        if (Volatile.Read(ref first) is { } one && Ascii.Equals(ascii, one))
        {
            return one;
        }

        if (Volatile.Read(ref second) is { } other && Ascii.Equals(ascii, other))
        {
            return other;
        }

        string text = Encoding.ASCII.GetString(ascii);
        bool takesSecond = Volatile.Read(ref second) is null || (hash & 0x8000_0000) != 0;
        Volatile.Write(ref takesSecond ? ref second : ref first, text);
        return text;
    }

    // Eight bytes at a time, the last eight overlapping. It spreads what people write; whoever constructs collisions gets new strings, as without the pool.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 divided by the golden ratio
        ulong hash = (ulong)text.Length * Multiplier;
        if (text.Length < sizeof(ulong))
        {
            foreach (byte next in text)
            {
                hash = (hash ^ next) * Multiplier;
            }
        }
        else
        {
            ulong last = BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]);
            for (; text.Length > sizeof(ulong); text = text[sizeof(ulong)..])
            {
                hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text)) * Multiplier, 29);
            }

            hash = (hash ^ last) * Multiplier;
        }

        return (uint)(hash >> 32);
    }
}
