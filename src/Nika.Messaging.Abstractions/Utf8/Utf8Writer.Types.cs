using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Nika.Messaging;

public ref partial struct Utf8Writer
{
    /// <summary>Writes one UTF-16 code unit as a string. Half of a surrogate pair is no text: <see cref="Error"/> is set.</summary>
    /// <param name="value">The character.</param>
    public void Char(char value)
    {
        if (char.IsSurrogate(value))
        {
            Fail("Half of a surrogate pair has no JSON form");
            return;
        }

        Text(new ReadOnlySpan<char>(in value));
    }

    /// <summary>Writes an instant of kind <see cref="DateTimeKind.Utc"/> as <see cref="DateTimeOffset"/> does, with <c>Z</c>. Another kind sets <see cref="Error"/>: which instant it is depends on who asks.</summary>
    /// <param name="value">The value.</param>
    public void DateTime(DateTime value)
    {
        if (value.Kind != DateTimeKind.Utc)
        {
            Fail($"A DateTime of kind {value.Kind} is no instant: use UTC, or a DateTimeOffset");
            return;
        }

        DateTimeOffset(new DateTimeOffset(value));
    }

    /// <summary>Writes <c>hh:mm:ss[.fffffff]</c>, seven fractional digits or none.</summary>
    /// <param name="value">The value.</param>
    public void TimeOnly(TimeOnly value) => TimeSpan(value.ToTimeSpan());

    /// <summary>Writes the text that the Uri was made of, absolute or relative.</summary>
    /// <param name="value">The value.</param>
    public void Uri(Uri value) => String(value.OriginalString);

    /// <summary>Writes two to four numbers joined by points: <c>1.2.3</c>.</summary>
    /// <param name="value">The value.</param>
    public void Version(Version value)
    {
        const int MaxLength = 43; // four times 2147483647, and three points
        if (HasRoom(MaxLength + 2))
        {
            Quote();
            Took(((IUtf8SpanFormattable)value).TryFormat(span[position..], out int written, default, CultureInfo.InvariantCulture), written);
            Quote();
        }
    }

    /// <summary>
    /// Writes any JSON as it stands, without the white space between its parts. It is checked as strictly as a reader would check it, and what would not be read, a default element
    /// among it, sets <see cref="Error"/>.
    /// </summary>
    /// <param name="value">The JSON.</param>
    public void JsonElement(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            Fail("A default JsonElement has no JSON form");
            return;
        }

        Json(JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>Writes JSON text as <see cref="JsonElement"/> does.</summary>
    /// <param name="json">One JSON value.</param>
    public void Json(scoped ReadOnlySpan<byte> json)
    {
        if (depth >= JsonReader.DefaultMaxDepth)
        {
            Fail($"Nested deeper than {JsonReader.DefaultMaxDepth} levels");
            return;
        }

        var reader = new JsonReader(json, JsonReader.DefaultMaxDepth - depth);
        if (!reader.SkipValue() || !reader.ReadEnd())
        {
            Fail("What stands for JSON is none: " + reader.Error);
        }
        else if (json.ContainsAnyInRange((byte)0, (byte)' '))
        {
            Compact(json);
        }
        else
        {
            Raw(json);
        }
    }

    /// <summary>Writes the name of a member, which is not known beforehand, and its colon. One with half of a surrogate pair sets <see cref="Error"/>: two such names would become the same.</summary>
    /// <param name="name">The name.</param>
    public void Member(string name)
    {
        Name(name);
        Raw(":"u8);
    }

    private void Name(string name)
    {
        if (HasLoneSurrogate(name))
        {
            Fail("A name with half of a surrogate pair has no JSON form");
        }

        String(name);
    }

    /// <summary>Begins a string of names, those of a flags enum's values.</summary>
    public void BeginFlags()
    {
        if (HasRoom(1))
        {
            Quote();
        }

        flagsStart = position;
    }

    /// <summary>Adds a name, after a comma and a space if there is one before.</summary>
    /// <param name="name">The name; nothing in it needs an escape.</param>
    public void Flag(scoped ReadOnlySpan<byte> name)
    {
        if (position > flagsStart)
        {
            Raw(", "u8);
        }

        Raw(name);
    }

    /// <summary>Ends the string of names.</summary>
    public void EndFlags()
    {
        if (HasRoom(1))
        {
            Quote();
        }
    }

    private void Text(scoped ReadOnlySpan<char> value)
    {
        if (!PlainText)
        {
            Quoted(value);
        }
        else if (HasRoom((long)value.Length * MaxBytesPerChar))
        {
            Transcode(value);
        }
    }

    /// <summary>Valid JSON without the white space outside of strings: lines of a journal end at a line feed.</summary>
    private void Compact(scoped ReadOnlySpan<byte> json)
    {
        while (!json.IsEmpty)
        {
            int run = json.IndexOfAny(" \t\r\n\""u8);
            if (run < 0)
            {
                run = json.Length;
            }
            else if (json[run] == '"')
            {
                for (run++; json[run] != '"'; run++)
                {
                    run += json[run] == '\\' ? 1 : 0;
                }

                run++;
            }

            Raw(json[..run]);
            json = json[run..].TrimStart(" \t\r\n"u8);
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int at = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return true;
            }
        }

        return false;
    }
}
