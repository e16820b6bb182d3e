using System.Buffers.Text;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>A field's value: text, or a number that was counted here and is text only when read.</summary>
internal struct HashValue
{
    // A minus sign and 19 digits.
    public const int MaxNumberLength = 1 + 19;

    public byte[]? Text;

    public long Number;

    /// <summary>The value as a number.</summary>
    public readonly bool TryGetNumber(out long number)
    {
        number = Number;
        return Text is null || TryParse(Text, out number);
    }

    /// <summary>Reads an integer as Redis does: only what it would itself have written, so no plus sign, spaces, leading zeros or <c>-0</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        Span<byte> written = stackalloc byte[MaxNumberLength];
        return Utf8Parser.TryParse(text, out number, out int used)
            && used == text.Length
            && Utf8Formatter.TryFormat(number, written, out int length)
            && written[..length].SequenceEqual(text);
    }
}
