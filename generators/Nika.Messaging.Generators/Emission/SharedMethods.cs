namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the methods that do not depend on the type they are for.</summary>
internal static class SharedMethods
{
    public static void Text(IndentedWriter code)
    {
        code.Open($"internal static void WriteText(string? value, string member, ref {Names.Writer} writer)");
        code.Open("if (value is null)");
        code.Line("writer.Fail(member + \" is null\");");
        code.Close();
        code.Line();
        code.Line("writer.String(value);");
        code.Close();
    }

    public static void Id(IndentedWriter code)
    {
        code.Line($"internal static void WriteId<TId>(in TId value, string member, ref {Names.Writer} writer)");
        code.Indent();
        code.Line($"where TId : struct, {Names.Nika}IId<TId>");
        code.Outdent();
        code.Open();
        code.Open("if (value.IsDefault)");
        code.Line("writer.Fail(member + \" is a default id\");");
        code.Close();
        code.Line();
        code.Line("writer.Id(value);");
        code.Close();
    }

    public static void Parts(IndentedWriter code)
    {
        code.Line($"internal static void WritePart<TPart>(in TPart value, ref {Names.Writer} writer)");
        Constraint(code, $"where TPart : {Names.Part}<TPart> => TPart.WriteJson(in value, ref writer);");
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

    private static void Constraint(IndentedWriter code, string line)
    {
        code.Indent();
        code.Line(line);
        code.Outdent();
    }
}
