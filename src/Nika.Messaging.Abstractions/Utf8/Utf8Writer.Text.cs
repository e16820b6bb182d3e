using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace Nika.Messaging;

public ref partial struct Utf8Writer
{
    /// <summary>One UTF-16 code unit takes at most three bytes in UTF-8; a pair takes four.</summary>
    private const int MaxBytesPerChar = 3;

    /// <summary>
    /// Writes a string, or <c>null</c>. Only <c>"</c>, <c>\</c> and the controls below U+0020 are escaped; the rest stays UTF-8.
    /// A surrogate without its partner becomes U+FFFD.
    /// </summary>
    /// <param name="value">The text.</param>
    public void String(string? value)
    {
        if (value is null)
        {
            Null();
        }
        else if (PlainText)
        {
            if (HasRoom((long)value.Length * MaxBytesPerChar))
            {
                Transcode(value);
            }
        }
        else
        {
            Quoted(value);
        }
    }

    /// <summary>Writes a string that is UTF-8 already, such as an enum's name. Quoted and escaped as <see cref="String"/> does.</summary>
    /// <param name="value">The text; it must be valid UTF-8, which is not checked.</param>
    public void Utf8String(scoped ReadOnlySpan<byte> value)
    {
        if (PlainText)
        {
            Raw(value);
            return;
        }

        if (!HasRoom((long)value.Length + 2))
        {
            return;
        }

        span[position++] = (byte)'"';
        for (int stop; (stop = value.IndexOfAny(EscapedText.Utf8Stops)) >= 0; value = value[(stop + 1)..])
        {
            if (!HasRoom(stop + EscapedText.MaxEscapeLength + (long)(value.Length - stop)))
            {
                return;
            }

            value[..stop].CopyTo(span[position..]);
            position += stop;
            position += EscapedText.WriteEscape(value[stop], span[position..]);
        }

        value.CopyTo(span[position..]);
        position += value.Length;
        span[position++] = (byte)'"';
    }

    /// <summary>Writes bytes as a string of base64 with padding (RFC 4648, section 4).</summary>
    /// <param name="value">The bytes.</param>
    public void Base64(scoped ReadOnlySpan<byte> value)
    {
        long length = ((long)value.Length + 2) / 3 * 4;
        if (!HasRoom(length + 2))
        {
            return;
        }

        Quote();
        OperationStatus status = System.Buffers.Text.Base64.EncodeToUtf8(value, span[position..], out _, out int written);
        Took(status == OperationStatus.Done, written);
        Quote();
    }

    /// <summary>Writes an id as a string; a default one as <see cref="Null"/>.</summary>
    /// <typeparam name="TId">The id type.</typeparam>
    /// <param name="id">The id.</param>
    public void Id<TId>(in TId id)
        where TId : struct, IId<TId> => String(id.IsDefault ? null : id.Value);

    private void Quoted(scoped ReadOnlySpan<char> rest)
    {
        // The invariant of this method: room for the rest and the closing quote.
        if (!HasRoom(((long)rest.Length * MaxBytesPerChar) + 2))
        {
            return;
        }

        span[position++] = (byte)'"';
        while (true)
        {
            int plain = EscapedText.CopyPlainAscii(rest, span[position..]);
            position += plain;
            if (plain == rest.Length)
            {
                break;
            }

            rest = rest[plain..];
            if (rest[0] >= 0x80)
            {
                // Escapes are ASCII, so cutting there never parts a surrogate pair.
                int stop = rest.IndexOfAny(EscapedText.Utf16Stops);
                int run = stop < 0 ? rest.Length : stop;
                Transcode(rest[..run]);
                rest = rest[run..];
                continue;
            }

            if (!HasRoom(EscapedText.MaxEscapeLength + ((long)rest.Length * MaxBytesPerChar)))
            {
                return;
            }

            position += EscapedText.WriteEscape((byte)rest[0], span[position..]);
            rest = rest[1..];
        }

        span[position++] = (byte)'"';
    }

    private void Transcode(scoped ReadOnlySpan<char> text)
    {
        OperationStatus status = Utf8.FromUtf16(text, span[position..], out _, out int written, replaceInvalidSequences: true);
        Took(status == OperationStatus.Done, written);
    }

    /// <summary>A quote, unless in plain text. Room must have been reserved.</summary>
    private void Quote()
    {
        if (!PlainText)
        {
            span[position++] = (byte)'"';
        }
    }
}
