using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Nika.Messaging;

/// <summary>
/// Writes JSON values one after another into room that <see cref="Utf8Writer.Reserve"/> gave. For generated code, which asks once for a run of
/// values: no value checks again whether there is room. Each method takes the offset to write at and returns the one behind what it wrote.
/// </summary>
/// <remarks>
/// What depends on the value (a text's escapes, NaN) is left to the writer: such a method then writes nothing and returns the complement of
/// the offset, and the caller goes on with the <c>Continue</c> method of <see cref="Utf8Writer"/>. Room that is too small is an
/// <see cref="ArgumentException"/> or <see cref="IndexOutOfRangeException"/>, never a write beyond it.
/// </remarks>
public static class JsonFormatter
{
    /// <summary>A longer text is the writer's: what is found to need escapes at its end would be copied twice.</summary>
    private const int LongestText = 256;

    /// <summary>Copies constant text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Raw(scoped ReadOnlySpan<byte> utf8, Span<byte> to, int at)
    {
        utf8.CopyTo(to[at..]);
        return at + utf8.Length;
    }

    /// <summary>Writes a string if it is short, plain ASCII and needs no escape, as most are.</summary>
    /// <param name="value">The text.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    /// <param name="rest">How many bytes must be left behind it.</param>
    /// <returns>The complement of <paramref name="at"/> if the writer must.</returns>
    public static int Text(string? value, Span<byte> to, int at, int rest)
    {
        if (value is null || value.Length > LongestText || to.Length - at - rest - 2 < value.Length)
        {
            return ~at;
        }

        Span<byte> room = to[at..];
        room[0] = (byte)'"';
        int end = EscapedText.CopyPlainAscii(value, room[1..]) + 1;
        if (end <= value.Length)
        {
            return ~at;
        }

        room[end] = (byte)'"';
        return at + end + 1;
    }

    /// <summary>Writes an id.</summary>
    /// <typeparam name="TId">The id type.</typeparam>
    /// <param name="id">The id.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    /// <param name="rest">How many bytes must be left behind it.</param>
    /// <returns>The complement of <paramref name="at"/> if the writer must, as for a default id.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Id<TId>(in TId id, Span<byte> to, int at, int rest)
        where TId : struct, IId<TId> => Text(id.IsDefault ? null : id.Value, to, at, rest);

    /// <summary>Writes <c>true</c> or <c>false</c>: at most 5 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int Boolean(bool value, Span<byte> to, int at) => value ? Raw("true"u8, to, at) : Raw("false"u8, to, at);

    /// <summary>Writes an integer in decimal digits: at most 20 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int Int64(long value, Span<byte> to, int at) => Behind(at, Utf8Formatter.TryFormat(value, to[at..], out int written), written);

    /// <summary>Writes an integer in decimal digits: at most 20 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int UInt64(ulong value, Span<byte> to, int at) => Behind(at, Utf8Formatter.TryFormat(value, to[at..], out int written), written);

    /// <summary>Writes the shortest digits that read back as the same value: at most 32 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    /// <returns>The complement of <paramref name="at"/> if the value is not finite.</returns>
    public static int Single(float value, Span<byte> to, int at) =>
        float.IsFinite(value) ? Behind(at, Utf8Formatter.TryFormat(value, to[at..], out int written), written) : ~at;

    /// <summary>Writes the shortest digits that read back as the same value: at most 32 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    /// <returns>The complement of <paramref name="at"/> if the value is not finite.</returns>
    public static int Double(double value, Span<byte> to, int at)
    {
        if (!double.IsFinite(value))
        {
            return ~at;
        }

        return ShortDecimal.TryFormat(value, to, ref at) ? at : Behind(at, Utf8Formatter.TryFormat(value, to[at..], out int written), written);
    }

    /// <summary>Writes all digits of the value, trailing zeros included: at most 32 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int Decimal(decimal value, Span<byte> to, int at) => Behind(at, Utf8Formatter.TryFormat(value, to[at..], out int written), written);

    /// <summary>Writes the D form in lower case, in quotes: 38 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int Guid(Guid value, Span<byte> to, int at)
    {
        to[at++] = (byte)'"';
        at = Behind(at, value.TryFormat(to[at..], out int written, "D"), written);
        to[at++] = (byte)'"';
        return at;
    }

    /// <summary>Writes the instant and its offset as <see cref="Utf8Writer.DateTimeOffset"/> does: at most 35 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int DateTimeOffset(DateTimeOffset value, Span<byte> to, int at)
    {
        to[at++] = (byte)'"';
        at += Rfc3339.Format(value, to[at..]);
        to[at++] = (byte)'"';
        return at;
    }

    /// <summary>Writes <c>"yyyy-MM-dd"</c>: 12 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int DateOnly(DateOnly value, Span<byte> to, int at)
    {
        to[at++] = (byte)'"';
        at += Rfc3339.FormatDate(value, to[at..]);
        to[at++] = (byte)'"';
        return at;
    }

    /// <summary>Writes .NET's constant format as <see cref="Utf8Writer.TimeSpan"/> does: at most 28 bytes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="to">The room.</param>
    /// <param name="at">Where to write.</param>
    public static int TimeSpan(TimeSpan value, Span<byte> to, int at)
    {
        to[at++] = (byte)'"';
        at = Behind(at, value.TryFormat(to[at..], out int written, "c", CultureInfo.InvariantCulture), written);
        to[at++] = (byte)'"';
        return at;
    }

    private static int Behind(int at, bool fits, int written)
    {
        Debug.Assert(fits, "Room was reserved for the longest form.");
        return at + written;
    }
}
