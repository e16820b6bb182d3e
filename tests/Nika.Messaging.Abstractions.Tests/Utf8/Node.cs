using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>Any JSON value, as a model of what must be written and read.</summary>
internal abstract record Node
{
    /// <summary>Values of every shape, nested up to a few levels.</summary>
    public static Gen<Node> Any { get; } = Gen.Sized(size => NodeOf(Math.Min(size, 30)));

    /// <summary>Writes it with our writer.</summary>
    public static void Write(ref Utf8Writer writer, Node node)
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
                    Write(ref writer, list.Parts[i]);
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
                    Write(ref writer, members.Parts[i].Value);
                }

                writer.Raw("}"u8);
                break;
            default:
                writer.Null();
                break;
        }
    }

    /// <summary>Writes it with theirs.</summary>
    public static void Write(Utf8JsonWriter writer, Node node)
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
                Array.ForEach(list.Parts, part => Write(writer, part));
                writer.WriteEndArray();
                break;
            case Node.Members members:
                writer.WriteStartObject();
                foreach ((string name, Node value) in members.Parts)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
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

    public sealed record Nothing : Node;

    public sealed record Truth(bool Value) : Node;

    public sealed record Integer(long Value) : Node;

    public sealed record Number(double Value) : Node;

    public sealed record Text(string Value) : Node;

    public sealed record List(Node[] Parts) : Node;

    public sealed record Members((string Name, Node Value)[] Parts) : Node;
}
