using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Nika.Messaging;

/// <summary>The escapes inside a JSON string, read.</summary>
internal static class JsonEscapes
{
    /// <summary><c>\n</c>.</summary>
    public const int ShortLength = 2;

    /// <summary><c>\u000a</c>.</summary>
    private const int LongLength = 6;

    /// <summary>Whether an escape is one of those of two characters.</summary>
    /// <param name="text">Begins with the backslash.</param>
    public static bool IsShort(ReadOnlySpan<byte> text) => text.Length >= ShortLength && ShortForm(text[1]) != 0;

    /// <summary>Checks one escape; for a surrogate, the pair.</summary>
    /// <param name="text">Begins with the backslash.</param>
    /// <param name="length">How many bytes it takes.</param>
    /// <param name="units">How many UTF-16 units it stands for.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Check(ReadOnlySpan<byte> text, out int length, out int units)
    {
        length = ShortLength;
        units = 1;
        if (text.Length < ShortLength)
        {
            return null; // The string is not closed, which is found next.
        }

        if (text[1] != 'u')
        {
            return ShortForm(text[1]) == 0 ? "No such escape: \\ is followed by one of \" \\ / b f n r t u" : null;
        }

        length = LongLength;
        if (!TryUnit(text, out char unit))
        {
            return "\\u is followed by four hexadecimal digits";
        }

        if (!char.IsSurrogate(unit))
        {
            return null;
        }

        if (!char.IsHighSurrogate(unit) || !TryUnit(text[LongLength..], out char low) || !char.IsLowSurrogate(low))
        {
            return "A surrogate escape without its partner is no character";
        }

        length = LongLength * 2;
        units = 2;
        return null;
    }

    /// <summary>Replaces the escapes, all of which have been checked, by what they stand for. The result is never longer.</summary>
    /// <param name="raw">What stands between the quotes.</param>
    /// <param name="to">As many bytes at least.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> to)
    {
        int written = 0;
        for (int stop; (stop = raw.IndexOf((byte)'\\')) >= 0;)
        {
            raw[..stop].CopyTo(to[written..]);
            written += stop;
            raw = raw[stop..];
            byte form = raw[1];
            if (form != 'u')
            {
                to[written++] = ShortForm(form);
                raw = raw[ShortLength..];
                continue;
            }

            TryUnit(raw, out char unit);
            raw = raw[LongLength..];
            Rune rune;
            if (char.IsHighSurrogate(unit))
            {
                TryUnit(raw, out char low);
                raw = raw[LongLength..];
                rune = new Rune(unit, low);
            }
            else
            {
                rune = new Rune(unit);
            }

            written += rune.EncodeToUtf8(to[written..]);
        }

        raw.CopyTo(to[written..]);
        return written + raw.Length;
    }

    /// <summary>Makes UTF-16 of what stands between the quotes, in one pass that checks the UTF-8; escapes have been checked.</summary>
    /// <param name="raw">What stands between the quotes.</param>
    /// <param name="to">As many characters at least as come out: never more than there are bytes.</param>
    /// <param name="written">How many characters were written.</param>
    /// <returns>False if it is no valid UTF-8.</returns>
    public static bool TryToUtf16(ReadOnlySpan<byte> raw, Span<char> to, out int written)
    {
        written = 0;
        while (true)
        {
            int plain = EscapedText.WidenPlainAscii(raw, to[written..]);
            written += plain;
            raw = raw[plain..];
            if (raw.IsEmpty)
            {
                return true;
            }

            if (raw[0] != '\\')
            {
                int stop = raw.IndexOf((byte)'\\');
                ReadOnlySpan<byte> run = stop < 0 ? raw : raw[..stop];
                if (Utf8.ToUtf16(run, to[written..], out _, out int transcoded, replaceInvalidSequences: false) != OperationStatus.Done)
                {
                    return false;
                }

                written += transcoded;
                raw = raw[run.Length..];
            }
            else if (raw[1] == 'u')
            {
                // A surrogate's partner is the next escape.
                TryUnit(raw, out to[written++]);
                raw = raw[LongLength..];
            }
            else
            {
                to[written++] = (char)ShortForm(raw[1]);
                raw = raw[ShortLength..];
            }
        }
    }

    private static byte ShortForm(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => 0,
    };

    private static bool TryUnit(ReadOnlySpan<byte> text, out char unit)
    {
        int value = 0;
        bool valid = text.Length >= LongLength && text[0] == '\\' && text[1] == 'u';
        for (int at = ShortLength; valid && at < LongLength; at++)
        {
            int digit = HexValue(text[at]);
            valid = digit >= 0;
            value = (value << 4) | digit;
        }

        unit = (char)value;
        return valid;
    }

    private static int HexValue(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };
}
