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
    private static readonly Gen<Node> Nodes = Gen.Sized(size => NodeOf(Math.Min(size, 30)));

    [Fact]
    public void What_we_write_it_reads() => Fuzz.Check(Nodes, node =>
    {
        using var document = JsonDocument.Parse(Write.Bytes((ref w) => WriteNode(ref w, node)));
        Assert.Equal(Shown(node), Shown(document.RootElement));
    });

    [Fact]
    public void What_it_writes_we_read() => Fuzz.Check(Nodes, node =>
    {
        foreach (JsonWriterOptions options in new JsonWriterOptions[] { default, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping } })
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, options))
            {
                WriteNode(writer, node);
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
        from node in Nodes
        from changes in (from at in Gen.Choose(0, int.MaxValue)
                         from change in Gen.Choose(0, 3)
                         from value in Gen.OneOf(Gen.Choose(0, 255), Gen.Elements("{}[]:,\"\\0-+.eE1tfn \n\u0080\u00c3\u00ed".ToCharArray()).Select(c => (int)c))
                         select (at, change, (byte)value)).ArrayOf(3)
        select Mutated(Write.Bytes((ref w) => WriteNode(ref w, node)), changes),
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

    private static Gen<Node> NodeOf(int size)
    {
        Gen<Node> leaf = Gen.OneOf(
            Gen.Constant<Node>(new Node.Nothing()),
            Gen.Elements(true, false).Select(b => (Node)new Node.Truth(b)),
            Fuzz.Bits.Select(n => (Node)new Node.Integer(n)),
            Fuzz.Bits.Select(BitConverter.Int64BitsToDouble).Where(n => double.IsFinite(n) && !double.IsInteger(n)).Select(n => (Node)new Node.Number(n)),
            Fuzz.Strings.Select(s => (Node)new Node.Text(s)));
        if (size < 2)
        {
            return leaf;
        }

        Gen<Node> part = NodeOf(size / 3);
        return Gen.OneOf(
            leaf,
            part.ArrayOf().Select(parts => (Node)new Node.List([.. parts.Take(size)])),
            (from name in Fuzz.Strings from value in part select (name, value)).ArrayOf().Select(parts => (Node)new Node.Members([.. parts.Take(size)])));
    }

    private static void WriteNode(ref Utf8Writer writer, Node node)
    {
        switch (node)
        {
            case Node.Truth truth:
                writer.Boolean(truth.Value);
                break;
            case Node.Integer integer:
                writer.Int64(integer.Value);
                break;
            case Node.Number number:
                writer.Double(number.Value);
                break;
            case Node.Text text:
                writer.String(text.Value);
                break;
            case Node.List list:
                writer.Raw("["u8);
                for (int i = 0; i < list.Parts.Length; i++)
                {
                    writer.Raw(i == 0 ? ""u8 : ","u8);
                    WriteNode(ref writer, list.Parts[i]);
                }

                writer.Raw("]"u8);
                break;
            case Node.Members members:
                writer.Raw("{"u8);
                for (int i = 0; i < members.Parts.Length; i++)
                {
                    writer.Raw(i == 0 ? ""u8 : ","u8);
                    writer.String(members.Parts[i].Name);
                    writer.Raw(":"u8);
                    WriteNode(ref writer, members.Parts[i].Value);
                }

                writer.Raw("}"u8);
                break;
            default:
                writer.Null();
                break;
        }
    }

    private static void WriteNode(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case Node.Truth truth:
                writer.WriteBooleanValue(truth.Value);
                break;
            case Node.Integer integer:
                writer.WriteNumberValue(integer.Value);
                break;
            case Node.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case Node.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case Node.List list:
                writer.WriteStartArray();
                Array.ForEach(list.Parts, part => WriteNode(writer, part));
                writer.WriteEndArray();
                break;
            case Node.Members members:
                writer.WriteStartObject();
                foreach ((string name, Node value) in members.Parts)
                {
                    writer.WritePropertyName(name);
                    WriteNode(writer, value);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
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

    private abstract record Node
    {
        public sealed record Nothing : Node;

        public sealed record Truth(bool Value) : Node;

        public sealed record Integer(long Value) : Node;

        public sealed record Number(double Value) : Node;

        public sealed record Text(string Value) : Node;

        public sealed record List(Node[] Parts) : Node;

        public sealed record Members((string Name, Node Value)[] Parts) : Node;
    }
}
