using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how JSON is read.</summary>
internal static class JsonReaderEmitter
{
    public static void Emit(IndentedWriter code, ShapeModel shape, SharedCode shared)
    {
        string full = shape.Type.FullName;
        var reading = new ShapeReader(code, shape);
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static bool {Names.Part}<{full}>.TryReadJson(ref {Names.Reader} reader, {Names.MaybeNullWhenFalse} out {full} value)");
        code.Line("value = default!;");
        reading.Locals();
        code.Open("if (!reader.BeginObject())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Open("while (reader.NextMember(out var name))");
        reading.Switch((member, index) => Read(code, shared, member, index));
        code.Open("if (!reader.SkipValue())");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
        code.Open("if (reader.Failed)");
        code.Line("return false;");
        code.Close();
        code.Line();
        reading.Required(member => code.Line($"return reader.FailMissing({CodeText.Literal(member.WireName)});"));
        reading.Make("value");
        code.Line("return true;");
        code.Close();
    }

    private static void Read(IndentedWriter code, SharedCode shared, MemberModel member, int index)
    {
        code.Open($"if ({SeenBits.IsSet(index)})");
        code.Line($"return reader.FailDuplicate({CodeText.Literal(member.WireName)});");
        code.Close();
        code.Line();
        code.Line(SeenBits.Set(index));
        string local = ShapeReader.Local(member);
        if (member.Value.IsNullable)
        {
            code.Open("if (reader.TryReadNull())");
            code.Line($"{local} = null;");
            code.Line("continue;");
            code.Close();
            code.Line();
            code.Open($"if (!{ValueReader.Call(member.Value, shared, "reader", "var given")})");
            code.Line("return false;");
            code.Close();
            code.Line();
            code.Line($"{local} = given;");
        }
        else
        {
            code.Open($"if (!{ValueReader.Call(member.Value, shared, "reader", local)})");
            code.Line("return false;");
            code.Close();
            code.Line();
        }

        code.Line("continue;");
    }
}
