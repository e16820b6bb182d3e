using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the methods that do not depend on the type they are for.</summary>
internal static class SharedMethods
{
    public static void Parts(IndentedWriter code)
    {
        code.Line($"internal static void WritePart<TPart>(in TPart value, int levels, ref {Names.Writer} writer)");
        Constraint(code, $"where TPart : {Names.Part}<TPart>");
        code.Open();
        Inside(code, "TPart.WriteJson(in value, ref writer);");
        code.Close();
        code.Line();
        code.Line($"internal static bool TryReadPart<TPart>(ref {Names.Reader} reader, out TPart value)");
        Constraint(code, $"where TPart : {Names.Part}<TPart> => TPart.TryReadJson(ref reader, out value!);");
    }

    public static void Memory(IndentedWriter code)
    {
        code.Open($"internal static bool TryReadMemory(ref {Names.Reader} reader, out global::System.ReadOnlyMemory<byte> value)");
        code.Line("bool isRead = reader.TryReadBase64(out var bytes);");
        code.Line("value = bytes;");
        code.Line("return isRead;");
        code.Close();
    }

    public static void MutableMemory(IndentedWriter code)
    {
        code.Open($"internal static bool TryReadMutableMemory(ref {Names.Reader} reader, out global::System.Memory<byte> value)");
        code.Line("bool isRead = reader.TryReadBase64(out var bytes);");
        code.Line("value = bytes;");
        code.Line("return isRead;");
        code.Close();
    }

    public static void Codec(IndentedWriter code)
    {
        // A codec may write parts.
        code.Line($"internal static void WriteWith<TCodec, TValue>(TValue value, int levels, ref {Names.Writer} writer)");
        Constraint(code, $"where TCodec : {Names.Nika}IJsonCodec<TValue>");
        code.Open();
        Inside(code, "TCodec.Write(value, ref writer);");
        code.Close();
        code.Line();
        code.Line("// A codec that says no without saying why must not pass for one that read something.");
        code.Line($"internal static bool TryReadWith<TCodec, TValue>(ref {Names.Reader} reader, out TValue value)");
        Constraint(code, $"where TCodec : {Names.Nika}IJsonCodec<TValue> => TCodec.TryRead(ref reader, out value!) || reader.Fail(\"No \" + typeof(TValue).Name);");
    }

    public static void JsonElement(IndentedWriter code)
    {
        code.Open($"internal static void WriteJsonElement(global::System.Text.Json.JsonElement value, int levels, ref {Names.Writer} writer)");
        Inside(code, "writer.JsonElement(value);");
        code.Close();
    }

    /// <summary>What a bag of unknown members may not hold.</summary>
    public static void RefuseKnown(IndentedWriter code, ShapeModel shape)
    {
        code.Open($"internal static void RefuseKnown(string name, ref {Names.Writer} writer)");
        string[] names = [.. shape.Members.Where(m => !m.IsExtensionData).SelectMany(m => m.ReadNames).Select(CodeText.Literal)];
        code.Open($"if (name is {string.Join(" or ", names)})");
        code.Line("writer.Fail(\"'\" + name + \"' is a member, and cannot be among the unknown ones as well\");");
        code.Close();
        code.Close();
    }

    private static void Inside(IndentedWriter code, string line)
    {
        code.Line("writer.EnterPart(levels);");
        code.Line(line);
        code.Line("writer.LeavePart(levels);");
    }

    private static void Constraint(IndentedWriter code, string line)
    {
        code.Indent();
        code.Line(line);
        code.Outdent();
    }
}
