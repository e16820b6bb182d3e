using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    private const int StackBufferLength = 256;

    /// <summary>Reads a string. In plain text: the whole text, which must be valid UTF-8.</summary>
    /// <param name="value">The string; empty on a fault.</param>
    public bool TryReadString(out string value)
    {
        // Making UTF-16 checks UTF-8: no pass of its own for that.
        if (!ReadText("a string", out Text text, checksUtf8: false))
        {
            value = "";
            return false;
        }

        return TryMake(text, out value);
    }

    private bool TryMake(Text text, out string value)
    {
        ReadOnlySpan<byte> raw = Raw(text);
        if (text is { IsAscii: true, HasEscapes: false })
        {
            value = Encoding.Latin1.GetString(raw);
            return true;
        }

        if (text.IsAscii)
        {
            // Every escape is counted, so the length is known: straight into the string.
            value = string.Create(text.Length - text.Saved, raw, static (to, raw) => JsonEscapes.TryToUtf16(raw, to, out _));
            return true;
        }

        char[]? rented = null;
        Span<char> buffer = raw.Length <= StackBufferLength
            ? stackalloc char[StackBufferLength]
            : rented = ArrayPool<char>.Shared.Rent(raw.Length);
        bool isValid = text.HasEscapes
            ? JsonEscapes.TryToUtf16(raw, buffer, out int written)
            : Utf8.ToUtf16(raw, buffer, out _, out written, replaceInvalidSequences: false) == OperationStatus.Done;
        value = isValid ? new string(buffer[..written]) : "";
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return isValid || FailInString(text.Start, text.Start + text.Length, "");
    }

    /// <summary>Reads a string as <see cref="TryReadString"/> does; a short one that came before is not made anew. For texts of few values: ids, names, domains.</summary>
    /// <param name="value">The string; empty on a fault.</param>
    public bool TryReadPooled(out string value)
    {
        if (!ReadText("a string", out Text text))
        {
            value = "";
            return false;
        }

        if (text is { IsAscii: true, HasEscapes: false, Length: <= TextPool.MaxLength })
        {
            value = TextPool.Get(Raw(text));
            return true;
        }

        return TryMake(text, out value);
    }

    /// <summary>Reads a string as UTF-8, without making a <see cref="string"/> of it: for the names of enum values.</summary>
    /// <param name="value">The string, unescaped, valid until the next call.</param>
    public bool TryReadUtf8(out ReadOnlySpan<byte> value) => ReadUtf8("a string", out value);

    /// <summary>Reads an id: a string that <see cref="IId{TSelf}.TryCreate"/> takes. The fault otherwise says what <see cref="IdFormat"/> allows.</summary>
    /// <typeparam name="TId">The id type.</typeparam>
    /// <param name="value">The id; default on a fault.</param>
    public bool TryReadId<TId>(out TId value)
        where TId : struct, IId<TId>
    {
        if (!TryReadPooled(out string text))
        {
            value = default;
            return false;
        }

        return TId.TryCreate(text, out value) || Fail(IdFormat.Explain(text, typeof(TId).Name).TrimEnd('.'));
    }

    private bool ReadUtf8(string expected, out ReadOnlySpan<byte> value)
    {
        if (!ReadText(expected, out Text text))
        {
            value = default;
            return false;
        }

        value = Unescaped(text);
        return true;
    }

    /// <summary>Finds the text that is next: a JSON string's, or all of a plain text.</summary>
    private bool ReadText(string expected, out Text text, bool checksUtf8 = true)
    {
        if (plain)
        {
            return ScanPlainText(expected, out text);
        }

        if (Peek() != '"')
        {
            text = default;
            return FailExpected(expected);
        }

        return ScanString(out text, checksUtf8);
    }

    /// <summary>Checks the string at the position and goes past it; <paramref name="checksUtf8"/> says whether that it is UTF-8 as well.</summary>
    private bool ScanString(out Text text, bool checksUtf8 = true)
    {
        text = new Text { Start = position + 1, IsAscii = true };
        int at = text.Start;
        while (true)
        {
            int stop = text.IsAscii ? EscapedText.IndexOfAsciiStop(json[at..]) : json[at..].IndexOfAny(EscapedText.Utf8Stops);
            at = stop < 0 ? json.Length : at + stop;
            byte found = stop < 0 ? (byte)0 : json[at];
            switch (found)
            {
                case (byte)'"':
                    text.Length = at - text.Start;
                    if (!text.IsAscii && checksUtf8 && !Utf8.IsValid(Raw(text)))
                    {
                        return FailInString(text.Start, at, "");
                    }

                    if (text.Length > maxTextBytes)
                    {
                        return FailAt($"The string has {text.Length} bytes, more than the limit of {maxTextBytes}", text.Start - 1);
                    }

                    token = text.Start - 1;
                    position = at + 1;
                    return true;
                case (byte)'\\':
                    if (JsonEscapes.IsShort(json[at..]))
                    {
                        text.Saved += JsonEscapes.ShortLength - 1;
                        at += JsonEscapes.ShortLength;
                        break;
                    }

                    if (JsonEscapes.Check(json[at..], out int length, out int units) is { } fault)
                    {
                        return FailInString(text.Start, at, fault);
                    }

                    text.Saved += length - units;
                    at = Math.Min(at + length, json.Length);
                    break;
                case >= 0x80:
                    text.IsAscii = false;
                    break;
                default:
                    return FailInString(text.Start, at, stop < 0 ? "The string is not closed" : $"A control character, 0x{found:x2}, stands unescaped in a string");
            }
        }
    }

    private bool ScanPlainText(string expected, out Text text)
    {
        text = new Text { Length = json.Length, IsAscii = Ascii.IsValid(json) };
        if (!first)
        {
            return FailExpected(expected);
        }

        if (!text.IsAscii && !Utf8.IsValid(json))
        {
            return FailInString(0, json.Length, "");
        }

        first = false;
        position = json.Length;
        return true;
    }

    /// <summary>Fails with <paramref name="fault"/>, or with the invalid UTF-8 before it.</summary>
    private bool FailInString(int start, int at, string fault)
    {
        for (int before = start; before < at;)
        {
            if (Rune.DecodeFromUtf8(json[before..at], out _, out int length) != OperationStatus.Done)
            {
                return FailAt("Invalid UTF-8", before);
            }

            before += length;
        }

        return FailAt(fault, at);
    }

    private readonly ReadOnlySpan<byte> Raw(Text text) => json.Slice(text.Start, text.Length);

    private ReadOnlySpan<byte> Unescaped(Text text)
    {
        ReadOnlySpan<byte> raw = Raw(text);
        if (!text.HasEscapes)
        {
            return raw;
        }

        if (scratch is null || scratch.Length < raw.Length)
        {
            scratch = new byte[Math.Max(raw.Length, StackBufferLength)];
        }

        return scratch.AsSpan(0, JsonEscapes.Unescape(raw, scratch));
    }

    /// <summary>A string in the document, checked and not yet unescaped.</summary>
    private struct Text
    {
        public int Start;
        public int Length;

        // How many UTF-16 units fewer than bytes the escapes stand for.
        public int Saved;
        public bool IsAscii;

        public readonly bool HasEscapes => Saved > 0;
    }
}
