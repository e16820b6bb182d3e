using System.Text;
using System.Text.Json;

namespace Nika.Messaging;

public ref partial struct JsonReader
{
    /// <summary>Reads a string of exactly one UTF-16 code unit.</summary>
    /// <param name="value">The character; 0 on a fault.</param>
    public bool TryReadChar(out char value)
    {
        const string Expected = "one character, of one UTF-16 code unit";
        value = default;
        if (!ReadUtf8(Expected, out var text))
        {
            return false;
        }

        if (Rune.DecodeFromUtf8(text, out Rune rune, out int length) != System.Buffers.OperationStatus.Done || length != text.Length || !rune.IsBmp)
        {
            return FailFormat(Expected, text);
        }

        value = (char)rune.Value;
        return true;
    }

    /// <summary>Reads an instant as <see cref="TryReadDateTimeOffset"/> does, in UTC only: an offset other than zero is refused.</summary>
    /// <param name="value">The value, of kind <see cref="DateTimeKind.Utc"/>; default on a fault.</param>
    public bool TryReadDateTime(out DateTime value)
    {
        value = default;
        if (!TryReadDateTimeOffset(out DateTimeOffset instant))
        {
            return false;
        }

        if (instant.Offset != TimeSpan.Zero)
        {
            return Fail("Expected a time in UTC, with the offset Z; a DateTimeOffset takes others");
        }

        value = instant.UtcDateTime;
        return true;
    }

    /// <summary>Reads <c>hh:mm:ss[.fffffff]</c>, 00:00:00 to 23:59:59.9999999; fractional digits after the seventh must be 0.</summary>
    /// <param name="value">The value; midnight on a fault.</param>
    public bool TryReadTimeOnly(out TimeOnly value)
    {
        const string Expected = "a time of the form hh:mm:ss[.fffffff]";
        value = default;
        if (!ReadUtf8(Expected, out var text))
        {
            return false;
        }

        if (text is [(byte)'-', ..] || !DurationText.TryParse(text, out TimeSpan time) || time.Ticks >= TimeSpan.TicksPerDay || text[2] != ':')
        {
            return FailFormat(Expected, text);
        }

        value = new TimeOnly(time.Ticks);
        return true;
    }

    /// <summary>Reads an absolute or relative URI.</summary>
    /// <param name="value">The value; an empty one on a fault.</param>
    public bool TryReadUri(out Uri value)
    {
        if (!TryReadString(out string text))
        {
            value = NoUri;
            return false;
        }

        if (!Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? uri))
        {
            value = NoUri;
            return FailFormat("a URI", Encoding.UTF8.GetBytes(text));
        }

        value = uri;
        return true;
    }

    /// <summary>Reads two to four numbers joined by points, without signs, spaces or leading zeros: <c>1.2</c>, <c>1.2.3.4</c>.</summary>
    /// <param name="value">The value; 0.0 on a fault.</param>
    public bool TryReadVersion(out Version value)
    {
        const string Expected = "a version of the form 1.2[.3[.4]]";
        value = NoVersion;
        if (!ReadUtf8(Expected, out var text))
        {
            return false;
        }

        Span<int> parts = stackalloc int[4];
        int count = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> digits = text[range];
            if (count == parts.Length
                || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                || digits is [(byte)'0', _, ..]
                || !int.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out parts[count++]))
            {
                return FailFormat(Expected, text);
            }
        }

        if (count < 2)
        {
            return FailFormat(Expected, text);
        }

        value = count switch
        {
            2 => new Version(parts[0], parts[1]),
            3 => new Version(parts[0], parts[1], parts[2]),
            _ => new Version(parts[0], parts[1], parts[2], parts[3]),
        };
        return true;
    }

    /// <summary>Reads any one JSON value, <c>null</c> too, and keeps a copy of it.</summary>
    /// <param name="value">The value; an undefined one on a fault.</param>
    public bool TryReadJsonElement(out JsonElement value)
    {
        value = default;
        if (!TryReadRaw(out var raw))
        {
            return false;
        }

        // All of it has been checked, more strictly than it is here.
        value = JsonElement.Parse(raw, new JsonDocumentOptions { MaxDepth = LargestMaxDepth });
        return true;
    }

    /// <summary>Takes the next name of a flags enum's value from a text; they are separated by a comma and any number of spaces.</summary>
    /// <param name="text">The text; the rest of it afterwards.</param>
    /// <param name="name">The name; empty where two commas meet.</param>
    /// <returns>False if nothing is left.</returns>
    public static bool NextFlag(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name)
    {
        if (text.IsEmpty)
        {
            name = default;
            return false;
        }

        int comma = text.IndexOf((byte)',');
        name = (comma < 0 ? text : text[..comma]).Trim((byte)' ');

        // A comma is followed by a name: without one, an empty one is left to be refused.
        ReadOnlySpan<byte> rest = comma < 0 ? default : text[(comma + 1)..];
        text = comma >= 0 && rest.IsEmpty ? " "u8 : rest;
        return true;
    }

    /// <summary>Keeps a member that the type does not know.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kept">The members kept so far.</param>
    public bool TryKeep(ReadOnlySpan<byte> name, ref Dictionary<string, JsonElement>? kept)
    {
        kept ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        string text = Encoding.UTF8.GetString(name);
        if (kept.ContainsKey(text))
        {
            return FailDuplicate(name);
        }

        if (kept.Count == MaxCount)
        {
            return FailCount();
        }

        if (!TryReadJsonElement(out JsonElement value))
        {
            return false;
        }

        kept.Add(text, value);
        return true;
    }

    // What is given out on a fault must not be null.
    private static readonly Uri NoUri = new("", UriKind.Relative);
    private static readonly Version NoVersion = new(0, 0);
}
