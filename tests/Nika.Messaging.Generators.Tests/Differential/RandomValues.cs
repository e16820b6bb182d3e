using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.Differential;

/// <summary>Makes values of the message types, the same ones from the same seed: small and large numbers, texts of all that is special.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] Links = ["https://a.b/c?d=e#f", "../up", "urn:x:y", "", "/r\u00e9sum\u00e9", "a b", "//host"];

    // The seeded algorithm, so that the same seed gives the same everywhere.
    private readonly Random random = new(seed);

    public AnyScalars Scalars() => new(
        Text(), Letter(), Flag(), (sbyte)Number(), (byte)Number(), (short)Number(), (ushort)Number(), (int)Number(), (uint)Number(), Number(), (ulong)Number(),
        Single(), Double(), Decimal(), Guid(), Moment(), Moment().UtcDateTime, Day(), Time(), Span(), Link(), Release(), Tone(), Access(), Desk(),
        Bytes(), Bytes(), Bytes(), Json(3));

    public PerhapsScalars PerhapsScalars() => new(
        Text(), Perhaps(Letter), Perhaps(Flag), Perhaps(() => (sbyte)Number()), Perhaps(() => (byte)Number()), Perhaps(() => (short)Number()), Perhaps(() => (ushort)Number()), Perhaps(() => (int)Number()),
        Perhaps(() => (uint)Number()), Perhaps(Number), Perhaps(() => (ulong)Number()), Perhaps(Single), Perhaps(Double), Perhaps(Decimal), Perhaps(Guid), Perhaps(Moment), Perhaps(() => Moment().UtcDateTime),
        Perhaps(Day), Perhaps(Time), Perhaps(Span), Flag() ? null : Link(), Flag() ? null : Release(), Perhaps(Tone), Perhaps(Access), Perhaps(Desk),
        Flag() ? null : Bytes(), Perhaps(() => NotNull(Json(2))), Flag() ? null : Tree(4));

    public AnyCollections Collections() => new(
        [.. Many(() => (int)Number())], [.. Many(Text)], [.. Many(Double)], [.. Many(() => Perhaps(Tone))], Many(() => (short)Number()).ToArray(), Many(Number).ToArray(),
        [.. Many(Text)], Many(() => (int)Number()).ToHashSet(), [.. Many(Guid)], Many(Tone).ToFrozenSet(),
        Entries(() => Flag() ? null : Text()), Entries(() => (int)Number()), Entries(Row).ToImmutableDictionary(), Entries(Decimal).ToFrozenDictionary(),
        Flag() ? null : [.. Many(() => Entries(() => Many(() => Perhaps(() => (int)Number())).ToArray()))]);

    public AnyRow Row() => new((int)Number(), Text()) { IsOn = Flag(), Limit = Perhaps(Double) };

    /// <summary>Some of its many members: the rest is null.</summary>
    public AnyWide Wide()
    {
        string some = string.Concat(Many(() => random.Next(64)).Distinct().Select(i => $"\"m{i:00}\":{(int)Number()},"));
        return JsonSerializer.Deserialize<AnyWide>($"{{{some}\"text\":{JsonSerializer.Serialize(Text())},\"last\":{(int)Number()}}}", Theirs.Options)!;
    }

    public AnyTree Tree(int depth) => new(
        Text(),
        depth == 0 ? [] : [.. Few(() => Tree(depth - 1))],
        depth == 0 || Flag() ? null : Few(() => Tree(depth - 1)).Select((tree, index) => (tree, index)).ToDictionary(t => "t" + t.index, t => t.tree, StringComparer.Ordinal))
    {
        Rest = Flag() ? null : new(StringComparer.Ordinal) { ["rest \"1\""] = Json(1) },
    };

    /// <summary>A document with a few bytes or pieces changed.</summary>
    public byte[] Mutated(byte[] document)
    {
        string[] pieces =
        [
            "null", "\"\"", "1", "-0", "1e400", "1e-400", "007", "+1", "1.0", "1e2", "99999999999999999999", "true", "\"\\ud800\"", "\"\\u0061\"", "[", "]", "{", "}", ",", ":", "{}", "[]", " ",
            "\"2026-04-01T12:30:15\"", "\"2026-04-01T12:30:15.123456789Z\"", "\"low\"", "\"LOW\"", "\"read, rw\"", "\"READ\"", "2", "0.1234567890123456789012345678901", "\"AQ==\"", "\"A Q=\"", "\"1.2\"", "\"01.2\"", "\"00:00:01\"",
            "\"a\":1,", "\"number\":1,", "\"text\":\"x\",", "\"name\":null,", "/**/", "\u00ff",
        ];
        var bytes = document.ToList();
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            byte before = (byte)(random.Next(4) == 0 ? '[' : ':');
            int value = bytes.FindIndex(Math.Min(at, bytes.Count), b => b == before) + 1;
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes.RemoveAt(at);
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.InsertRange(at, Piece());
                    break;
                case 3 when at < bytes.Count && random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    // In the place of a whole scalar: what is left is JSON as a rule.
                    int end = value == 0 ? -1 : bytes.FindIndex(value, b => b is (byte)',' or (byte)'}' or (byte)']');
                    if (end > 0)
                    {
                        bytes.RemoveRange(value, end - value);
                        bytes.InsertRange(value, Piece());
                    }

                    break;
            }
        }

        return [.. bytes];

        byte[] Piece() => System.Text.Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]);
    }

    public byte[] Bytes()
    {
        var bytes = new byte[random.Next(7)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Text()
    {
        var text = new char[random.Next(4) == 0 ? random.Next(40) : random.Next(6)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = random.Next(12) switch
            {
                0 => "\"\\/<>&'+\0\u001f\n\u007f"[random.Next(12)],
                1 => (char)random.Next(0x80, 0x800),
                2 => (char)random.Next(0x800, 0x10000), // surrogates among them, as a rule without their partner
                3 when i + 1 < text.Length => Pair(text, ref i),
                _ => (char)random.Next(' ', 0x7F),
            };
        }

        return new string(text);
    }

    private static char Pair(char[] text, ref int at)
    {
        text[at++] = '\ud83d';
        return '\ude00';
    }

    private char Letter()
    {
        char letter = (char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000);
        return char.IsSurrogate(letter) ? '\ufffd' : letter;
    }

    private bool Flag() => random.Next(2) == 0;

    private long Number() => random.Next(4) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.NextInt64() >> random.Next(64);

    private float Single() => BitConverter.Int32BitsToSingle((int)random.NextInt64()) is var value && float.IsFinite(value) ? value : random.Next(100) / 4f;

    private double Double() => random.Next(2) == 0 ? random.Next(-1000, 1000) / 8d : BitConverter.Int64BitsToDouble(random.NextInt64()) is var value && double.IsFinite(value) ? value : -0d;

    private decimal Decimal() => new((int)Number(), (int)Number(), random.Next(2) * (int)Number(), Flag(), (byte)random.Next(29));

    private Guid Guid()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private DateTimeOffset Moment()
    {
        var offset = TimeSpan.FromMinutes(random.Next(3) == 0 ? random.Next(-840, 841) : 0);
        long ticks = random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay);
        return new DateTimeOffset(ticks - (Flag() ? 0 : ticks % TimeSpan.TicksPerSecond), offset);
    }

    private DateOnly Day() => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1));

    private TimeOnly Time() => new(Flag() ? random.NextInt64(TimeSpan.TicksPerDay) : random.Next(86400) * TimeSpan.TicksPerSecond);

    private TimeSpan Span() => TimeSpan.FromTicks(Number());

    private Uri Link() => new(Links[random.Next(Links.Length)], UriKind.RelativeOrAbsolute);

    private Version Release() => random.Next(3) switch
    {
        0 => new Version(random.Next(), random.Next(10)),
        1 => new Version(1, 2, random.Next()),
        _ => new Version(random.Next(100), 2, 3, random.Next()),
    };

    private Tone Tone() => (Tone)random.Next(3);

    private Access Access() => (Access)random.Next(8);

    private DeskId Desk() => new("desk-" + random.Next(100));

    private T? Perhaps<T>(Func<T> make)
        where T : struct => Flag() ? null : make();

    private IEnumerable<T> Many<T>(Func<T> make) => Enumerable.Range(0, random.Next(5)).Select(_ => make());

    private IEnumerable<T> Few<T>(Func<T> make) => Enumerable.Range(0, random.Next(3)).Select(_ => make());

    /// <summary>Names with half of a surrogate pair are not written.</summary>
    private Dictionary<string, T> Entries<T>(Func<T> make) =>
        Many(Text).Select(t => t.Any(char.IsSurrogate) ? "x" + t.Length : t).Distinct(StringComparer.Ordinal).ToDictionary(t => t, _ => make(), StringComparer.Ordinal);

    private static JsonElement NotNull(JsonElement json) => json.ValueKind == JsonValueKind.Null ? JsonElement.Parse("[null]") : json;

    private JsonElement Json(int depth) => JsonElement.Parse(JsonText(depth));

    private string JsonText(int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => "null",
        1 => Flag() ? "true" : " false ",
        2 => Number().ToString(System.Globalization.CultureInfo.InvariantCulture),
        3 => "-1.50e+3",
        4 => JsonSerializer.Serialize(Text()),
        5 => "[ " + string.Join(",\n", Many(() => JsonText(depth - 1))) + "]",
        _ => "{" + string.Join(", ", Entries(() => 0).Keys.Select(name => $"{JsonSerializer.Serialize(name)} : {JsonText(depth - 1)}")) + "}",
    };
}
