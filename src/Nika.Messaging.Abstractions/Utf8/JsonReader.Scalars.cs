using System.Buffers;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    private const int GuidLength = 36;

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <param name="value">The value; false on a fault.</param>
    public bool TryReadBoolean(out bool value)
    {
        int start = BeginScalar();
        ReadOnlySpan<byte> rest = json[start..];
        value = rest.StartsWith("true"u8);
        if (!value && !rest.StartsWith("false"u8))
        {
            return FailExpected("true or false");
        }

        int end = start + (value ? "true".Length : "false".Length);
        if (!EndScalar(end))
        {
            value = false;
            return FailExpected("true or false");
        }

        return true;
    }

    /// <summary>Reads a guid in the D form only: 32 hexadecimal digits of either case, with hyphens.</summary>
    /// <param name="value">The value; empty on a fault.</param>
    public bool TryReadGuid(out Guid value)
    {
        const string Expected = "a guid of the form 01234567-89ab-cdef-0123-456789abcdef";
        value = default;
        if (!ReadUtf8(Expected, out var text))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (text.Length != GuidLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-'
            || !TryHex(text[..8], bytes[..4])
            || !TryHex(text[9..13], bytes[4..6])
            || !TryHex(text[14..18], bytes[6..8])
            || !TryHex(text[19..23], bytes[8..10])
            || !TryHex(text[24..], bytes[10..]))
        {
            return FailFormat(Expected, text);
        }

        value = new Guid(bytes, bigEndian: true);
        return true;
    }

    /// <summary>
    /// Reads an instant with its offset (RFC 3339): <c>2026-11-23T01:02:03.1234567+02:00</c> or <c>…Z</c>. The offset is required, at most 14:00 either way;
    /// <c>-00:00</c> reads as zero. The eighth fractional digit and those after it must be 0: nothing is cut off. Refused: a lower-case <c>t</c> or <c>z</c>, a space
    /// for the <c>T</c>, a leap second, <c>24:00</c>, an instant outside the years 0001 to 9999 UTC.
    /// </summary>
    /// <param name="value">The value; default on a fault.</param>
    public bool TryReadDateTimeOffset(out DateTimeOffset value)
    {
        value = default;
        if (!ReadUtf8("a date and time", out var text))
        {
            return false;
        }

        return Rfc3339.Parse(text, out value) is not { } fault || Fail($"{fault}, found '{ShownText.Of(text)}'");
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    /// <param name="value">The value; default on a fault.</param>
    public bool TryReadDateOnly(out DateOnly value)
    {
        const string Expected = "a date of the form yyyy-MM-dd";
        value = default;
        return ReadUtf8(Expected, out var text) && (Rfc3339.TryParseDate(text, out value) || FailFormat(Expected, text));
    }

    /// <summary>
    /// Reads .NET's constant format, <c>[-][d.]hh:mm:ss[.fffffff]</c>: days without leading zeros, hours to 23, as many fractional digits as wanted of
    /// which those after the seventh must be 0.
    /// </summary>
    /// <param name="value">The value; zero on a fault.</param>
    public bool TryReadTimeSpan(out TimeSpan value)
    {
        const string Expected = "a time span of the form [-][d.]hh:mm:ss[.fffffff]";
        value = default;
        return ReadUtf8(Expected, out var text) && (DurationText.TryParse(text, out value) || FailFormat(Expected, text));
    }

    /// <summary>Reads base64 (RFC 4648, section 4): the standard alphabet, padded, without white space, and with no bits set beyond the last byte.</summary>
    /// <param name="value">The bytes; empty on a fault.</param>
    public bool TryReadBase64(out byte[] value)
    {
        const string Expected = "base64 with padding";
        value = [];
        if (!ReadUtf8(Expected, out var text))
        {
            return false;
        }

        if (text.IsEmpty)
        {
            return true;
        }

        int padding = text[^1] != '=' ? 0 : text is [.., (byte)'=', _] ? 2 : 1;
        if (text.Length % 4 != 0 || text.ContainsAny((byte)' ', (byte)'\n', (byte)'\r') || text.Contains((byte)'\t'))
        {
            return FailFormat(Expected, text);
        }

        var bytes = new byte[(text.Length / 4 * 3) - padding];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(text, bytes, out int read, out int written) != OperationStatus.Done
            || read != text.Length
            || written != bytes.Length)
        {
            return FailFormat(Expected, text);
        }

        value = bytes;
        return true;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, Span<byte> bytes) =>
        Convert.FromHexString(digits, bytes, out _, out int written) == OperationStatus.Done && written == bytes.Length;

    /// <summary>Where the number or literal that is next begins.</summary>
    private int BeginScalar()
    {
        if (!plain)
        {
            Peek();
        }

        return token = position;
    }

    /// <summary>Goes past a literal or number if it ends there: in plain text, with the text.</summary>
    private bool EndScalar(int end)
    {
        if (end < json.Length && (plain || json[end] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')))
        {
            return false;
        }

        position = end;
        first = false;
        return true;
    }

    private bool FailFormat(string expected, ReadOnlySpan<byte> found) => Fail($"Expected {expected}, found '{ShownText.Of(found)}'");
}
