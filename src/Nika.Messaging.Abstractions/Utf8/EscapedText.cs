using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nika.Messaging;

/// <summary>What of a JSON string has to be escaped, and how: <c>"</c>, <c>\</c> and the controls below U+0020, nothing else.</summary>
internal static class EscapedText
{
    /// <summary>The longest escape: <c>\u001f</c>.</summary>
    public const int MaxEscapeLength = 6;

    // Half a vector of characters.
    private const int HalfLength = 4;

    private const string Stops =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\a\b\t\n\v\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\";

    /// <summary>The characters to escape.</summary>
    public static readonly SearchValues<char> Utf16Stops = SearchValues.Create(Stops);

    /// <summary>The same as bytes. A reader's strings end at, or pause at, or are refused for one of these.</summary>
    public static readonly SearchValues<byte> Utf8Stops = SearchValues.Create([.. Stops.Select(c => (byte)c)]);

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    /// <summary>Copies the leading ASCII characters that need no escape, one byte each, checking and narrowing in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">As many bytes at least.</param>
    /// <returns>How many were copied; at that index stands what needs an escape or is not ASCII.</returns>
    public static int CopyPlainAscii(ReadOnlySpan<char> text, Span<byte> to)
    {
        int at = 0;
        if (Vector128.IsHardwareAccelerated && text.Length >= Vector128<ushort>.Count)
        {
            ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
            ref byte target = ref MemoryMarshal.GetReference(to[..text.Length]);
            int last = text.Length - Vector128<ushort>.Count;
            while (at < last)
            {
                if (!CopyVector(ref source, ref target, at))
                {
                    return CopyScalars(text, to, at);
                }

                at += Vector128<ushort>.Count;
            }

            // The last eight characters, some of them for the second time: shorter than going one by one.
            at = last;
            if (CopyVector(ref source, ref target, at))
            {
                return text.Length;
            }
        }
        else if (Vector128.IsHardwareAccelerated && text.Length >= HalfLength)
        {
            // Four to seven characters: the first four and the last four, which overlap.
            ref byte source = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text));
            ref byte target = ref MemoryMarshal.GetReference(to[..text.Length]);
            int last = text.Length - HalfLength;
            var characters = Vector128.Create(
                Unsafe.ReadUnaligned<ulong>(ref source), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, last * sizeof(char)))).AsUInt16();
            if (!HasStop(characters))
            {
                var narrowed = Vector128.Narrow(characters, characters).AsUInt32();
                Unsafe.WriteUnaligned(ref target, narrowed[0]);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, last), narrowed[1]);
                return text.Length;
            }
        }

        return CopyScalars(text, to, at);
    }

    /// <summary>Finds the first byte that is one of <see cref="Utf8Stops"/> or not ASCII: before it, bytes are characters.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Its index; -1 if there is none.</returns>
    public static int IndexOfAsciiStop(ReadOnlySpan<byte> text)
    {
        int at = 0;
        if (Vector128.IsHardwareAccelerated && text.Length >= Vector128<byte>.Count)
        {
            // Most often the document goes on behind the string, so that the last step, partly for the second time, is rare.
            ref byte source = ref MemoryMarshal.GetReference(text);
            int last = text.Length - Vector128<byte>.Count;
            while (true)
            {
                uint stops = StopsOf(Vector128.LoadUnsafe(ref source, (nuint)at));
                if (stops != 0)
                {
                    return at + BitOperations.TrailingZeroCount(stops);
                }

                if (at == last)
                {
                    return -1;
                }

                at = Math.Min(at + Vector128<byte>.Count, last);
            }
        }

        for (; at < text.Length; at++)
        {
            if (IsAsciiStop(text[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Makes characters of the leading bytes before an <see cref="IndexOfAsciiStop"/>, checking and widening in one pass.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Where they go; what has no room there is left.</param>
    /// <returns>How many.</returns>
    public static int WidenPlainAscii(ReadOnlySpan<byte> text, Span<char> to)
    {
        int at = 0;
        int length = Math.Min(text.Length, to.Length);
        if (Vector128.IsHardwareAccelerated)
        {
            ref byte source = ref MemoryMarshal.GetReference(text);
            ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(to));
            for (; at <= length - Vector128<byte>.Count; at += Vector128<byte>.Count)
            {
                var bytes = Vector128.LoadUnsafe(ref source, (nuint)at);
                (var lower, var upper) = Vector128.Widen(bytes);
                lower.StoreUnsafe(ref target, (nuint)at);
                upper.StoreUnsafe(ref target, (nuint)(at + Vector128<ushort>.Count));
                uint stops = StopsOf(bytes);
                if (stops != 0)
                {
                    return at + BitOperations.TrailingZeroCount(stops);
                }
            }
        }

        for (; at < length && !IsAsciiStop(text[at]); at++)
        {
            to[at] = (char)text[at];
        }

        return at;
    }

    /// <summary>Writes the escape of a character that needs one.</summary>
    /// <param name="value">One of <see cref="Utf8Stops"/>.</param>
    /// <param name="to">At least <see cref="MaxEscapeLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public static int WriteEscape(byte value, Span<byte> to)
    {
        byte letter = value switch
        {
            (byte)'"' => (byte)'"',
            (byte)'\\' => (byte)'\\',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)'u',
        };
        to[0] = (byte)'\\';
        to[1] = letter;
        if (letter != 'u')
        {
            return 2;
        }

        to[2] = to[3] = (byte)'0';
        to[4] = HexDigits[value >> 4];
        to[5] = HexDigits[value & 0xF];
        return MaxEscapeLength;
    }

    /// <summary>A bit for each byte that is a stop. As a signed number, one that is not ASCII is below the space as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint StopsOf(Vector128<byte> bytes) =>
        (Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();

    private static bool IsAsciiStop(byte value) => (sbyte)value < ' ' || value is (byte)'"' or (byte)'\\';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasStop(Vector128<ushort> characters) =>
        (Vector128.GreaterThan(characters - Vector128.Create((ushort)' '), Vector128.Create((ushort)(0x7F - ' ')))
            | Vector128.Equals(characters, Vector128.Create((ushort)'"'))
            | Vector128.Equals(characters, Vector128.Create((ushort)'\\'))) != Vector128<ushort>.Zero;

    private static bool CopyVector(ref ushort source, ref byte target, int at)
    {
        var characters = Vector128.LoadUnsafe(ref source, (nuint)at);
        if (HasStop(characters))
        {
            return false;
        }

        ulong narrowed = Vector128.Narrow(characters, characters).AsUInt64().ToScalar();
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), narrowed);
        return true;
    }

    private static int CopyScalars(ReadOnlySpan<char> text, Span<byte> to, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)at < (uint)to.Length)
        {
            char character = text[at];
            if ((uint)(character - ' ') > 0x7F - ' ' || character is '"' or '\\')
            {
                break;
            }

            to[at++] = (byte)character;
        }

        return at;
    }
}
