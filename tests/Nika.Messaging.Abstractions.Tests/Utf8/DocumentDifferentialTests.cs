using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Nika.Messaging.Abstractions.Tests.Envelope;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>
/// Whole documents against System.Text.Json. On malformed ones the two agree but for one thing: <see cref="Utf8JsonReader.Read"/> passes over
/// invalid UTF-8 and lone surrogate escapes in strings and throws when the string is asked for; so it is asked for every one.
/// </summary>
public class DocumentDifferentialTests
{
    [Fact]
    public void What_we_write_it_reads() => Fuzz.Check(Node.Any, node =>
    {
        using var document = JsonDocument.Parse(Write.Bytes((ref w) => Node.Write(ref w, node)));
        Assert.Equal(Shown(node), Shown(document.RootElement));
    });

    [Fact]
    public void What_it_writes_we_read() => Fuzz.Check(Node.Any, node =>
    {
        foreach (JsonWriterOptions options in new JsonWriterOptions[] { default, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping } })
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, options))
            {
                Node.Write(writer, node);
            }

            var reader = new JsonReader(stream.ToArray());
            var shown = new StringBuilder();
            Assert.True(Walk(ref reader, node, shown) && reader.ReadEnd(), reader.Error.ToString());
            Assert.Equal(Shown(node), shown.ToString());
        }
    });

    [Fact]
    public void Random_bytes() => Fuzz.Check(ArbMap.Default.ArbFor<byte[]>(), Agree);

    [Fact]
    public void Random_pieces_of_JSON() => Fuzz.Check(
        Fuzz.Pieces("{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"a\":", "1", "-0.5e+3", "true", "null", "fals", " ", "\n", "\t", "\\", "\\u", "00e9", "\\ud83d", "\\ude00", "é", "🐢", "\u0001", "/", "'", "{}", "[]", "[1,2]", "{\"a\":", "0"),
        pieces => Agree(Encoding.UTF8.GetBytes(string.Concat(pieces))));

    [Fact]
    public void Documents_with_a_few_bytes_changed() => Fuzz.Check(
        from node in Node.Any
        from changes in (from at in Gen.Choose(0, int.MaxValue)
                         from change in Gen.Choose(0, 3)
                         from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("{}[]:,\"\\0-+.eE1tfn \n\u0080\u00c3\u00ed".ToCharArray()).Select(c => (int)c))
                         select (at, change, (byte)value)).ArrayOf(3)
        select Mutated(Write.Bytes((ref w) => Node.Write(ref w, node)), changes),
        Agree);

    [Fact]
    public void Envelopes_with_a_few_bytes_changed()
    {
        byte[] envelope = Write.Bytes((ref w) => NikaMeta.WriteJson(NikaMetaJsonTests.FullMeta(), ref w));
        Fuzz.Check(
            from changes in (from at in Gen.Choose(0, envelope.Length - 1)
                             from change in Gen.Choose(0, 3)
                             from value in Gen.Choose(0, 255)
                             select (at, change, (byte)value)).ArrayOf(2)
            select Mutated(envelope, changes),
            Agree);
    }

    private static void Agree(byte[] document)
    {
        bool valid = Read.Try(document, Read.Any, out bool _, out JsonError error);
        Assert.True(valid == IsValidToThem(document), $"valid to us: {valid}, {error}, {Encoding.Latin1.GetString(document)}");
        if (valid)
        {
            Assert.Equal(Encoding.UTF8.GetString(document).Trim(' ', '\t', '\r', '\n'), Read.Value(document, ScalarKind.All["raw"]));
        }

        // Nothing throws whatever is asked of whatever document; and no value is read from one that is not valid.
        foreach ((string kind, Reading<object> read) in ScalarKind.All)
        {
            bool done = Read.Try(document, read, out object _, out JsonError fault);
            Assert.True(valid || !done, $"{kind} is read from {Encoding.Latin1.GetString(document)}");
            if (!done)
            {
                Assert.InRange(fault.Offset, 0, document.Length);
                Assert.StartsWith("$", fault.Path, StringComparison.Ordinal);
                Assert.InRange(fault.ToString().Length, 10, 8000);
            }

            Read.Try(document, read, out object _, out JsonError _, plainText: true);
        }
    }

    private static bool IsValidToThem(byte[] document)
    {
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = 64, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    _ = reader.GetString();
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Mutated(byte[] document, (int At, int Change, byte Value)[] changes)
    {
        var bytes = document.ToList();
        foreach ((int where, int change, byte value) in changes)
        {
            int at = where % Math.Max(bytes.Count, 1);
            switch (change)
            {
                case 0 when bytes.Count > 0:
                    bytes.RemoveAt(at);
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] = value;
                    break;
                case 2:
                    bytes.Insert(at, value);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at > 1 && value < 16 ? bytes.Count - at : 0);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Reads what the model says must be there.</summary>
    private static bool Walk(ref JsonReader reader, Node node, StringBuilder shown)
    {
        switch (node)
        {
            case Node.Nothing:
                shown.Append("null ");
                return reader.TryReadNull();
            case Node.Truth:
                bool read = reader.TryReadBoolean(out bool truth);
                shown.Append(truth).Append(' ');
                return read;
            case Node.Integer:
                read = reader.TryReadInt64(out long integer);
                shown.Append(integer).Append(' ');
                return read;
            case Node.Number:
                read = reader.TryReadDouble(out double number);
                shown.Append(BitConverter.DoubleToInt64Bits(number)).Append(' ');
                return read;
            case Node.Text:
                read = reader.TryReadString(out string text);
                shown.Append(text).Append(' ');
                return read;
            case Node.List list:
                shown.Append("[ ");
                read = reader.BeginArray();
                foreach (Node part in list.Parts)
                {
                    read = read && reader.NextElement() && Walk(ref reader, part, shown);
                }

                shown.Append("] ");
                return read && !reader.NextElement() && !reader.Failed;
            default:
                shown.Append("{ ");
                read = reader.BeginObject();
                foreach ((string _, Node value) in ((Node.Members)node).Parts)
                {
                    read = read && reader.NextMember(out var name) && Appended(shown, name) && Walk(ref reader, value, shown);
                }

                shown.Append("} ");
                return read && !reader.NextMember(out _) && !reader.Failed;
        }
    }

    private static bool Appended(StringBuilder shown, ReadOnlySpan<byte> name)
    {
        shown.Append(Encoding.UTF8.GetString(name)).Append(": ");
        return true;
    }

    private static string Shown(Node node) => node switch
    {
        Node.Truth truth => $"{truth.Value} ",
        Node.Integer integer => $"{integer.Value} ",
        Node.Number number => $"{BitConverter.DoubleToInt64Bits(number.Value)} ",
        Node.Text text => $"{Replaced(text.Value)} ",
        Node.List list => $"[ {string.Concat(list.Parts.Select(Shown))}] ",
        Node.Members members => $"{{ {string.Concat(members.Parts.Select(part => $"{Replaced(part.Name)}: {Shown(part.Value)}"))}}} ",
        _ => "null ",
    };

    private static string Shown(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => "True ",
        JsonValueKind.False => "False ",
        JsonValueKind.Number when element.TryGetInt64(out long integer) && element.GetRawText() is not "-0" => $"{integer} ",
        JsonValueKind.Number => $"{BitConverter.DoubleToInt64Bits(element.GetDouble())} ",
        JsonValueKind.String => $"{element.GetString()} ",
        JsonValueKind.Array => $"[ {string.Concat(element.EnumerateArray().Select(Shown))}] ",
        JsonValueKind.Object => $"{{ {string.Concat(element.EnumerateObject().Select(part => $"{part.Name}: {Shown(part.Value)}"))}}} ",
        _ => "null ",
    };

    private static string Replaced(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
