using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how the fields of a hash are written and read.</summary>
internal static class FieldsEmitter
{
    public static void EmitWrite(IndentedWriter code, ShapeModel shape, SharedCode shared)
    {
        string full = shape.Type.FullName;
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static void {Names.HashMessage}<{full}>.WriteFields(in {full} message, ref {Names.Nika}FieldWriter fields)");
        var values = new ValueWriter(code, shared, "fields.Writer", inRuns: false);
        foreach (var member in shape.Members)
        {
            bool checksNull = ValueWriter.ChecksNull(member.Value);
            string expression = "message." + member.Name;
            if (checksNull)
            {
                string some = values.Local();
                code.Open($"if ({expression} is {{ }} {some})");
                expression = some;
            }
            else
            {
                code.Open();
            }

            code.Line($"fields.Begin({CodeText.Literal(member.WireName)}u8);");
            code.Line($"fields.Writer.PlainText = {(member.Value.IsPlain ? "true" : "false")};");
            values.Given(member.Value, expression, member.WireName, checkId: false);
            values.Flush();
            code.Line("fields.End();");
            code.Close();
            if (checksNull && !member.Value.IsNullable)
            {
                code.Open("else");
                code.Line($"fields.Writer.Fail({CodeText.Literal(member.WireName + " is null")});");
                code.Close();
            }

            code.Line();
        }

        code.Line("fields.Writer.PlainText = false;");
        code.Close();
    }

    public static void EmitRead(IndentedWriter code, ShapeModel shape, SharedCode shared)
    {
        string full = shape.Type.FullName;
        var reading = new ShapeReader(code, shape);
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static bool {Names.HashMessage}<{full}>.TryReadFields({Names.Nika}HashFields fields, {Names.MaybeNullWhenFalse} out {full} message, {Names.NotNullWhenFalse} out string? error)");
        code.Line("message = default!;");
        code.Line("error = null;");
        reading.Locals();
        code.Line("var rest = fields.Reader;");
        code.Open("while (rest.TryNext(out var name, out var text))");
        if (shape.HasNames)
        {
            code.Open($"switch ({Names.OwnMembers}.IndexOf(name))");
            for (int i = 0; i < shape.Members.Count; i++)
            {
                code.Open($"case {i.Invariant()}:");
                Read(code, shared, reading.Seen, shape.Members[i], i);
                code.Close();
                code.Line();
            }

            code.Close();
        }

        code.Close();
        code.Line();
        reading.Required(name =>
        {
            code.Line($"error = {name} + \" is missing\";");
            code.Line("return false;");
        });
        reading.Make("message");
        code.Line("return true;");
        code.Close();
    }

    private static void Read(IndentedWriter code, SharedCode shared, SeenBits seen, MemberModel member, int index)
    {
        string local = ShapeReader.Local(member);
        code.Line(member.Value.IsPlain ? $"var reader = {Names.Reader}.ForPlainText(text);" : $"var reader = new {Names.Reader}(text);");
        string target = member.Value.IsNullable ? "var given" : local;
        code.Open($"if (!{ValueReader.Call(member.Value, shared, "reader", target)} || !reader.ReadEnd())");
        code.Line($"error = {CodeText.Literal(member.WireName + ": ")} + reader.Error.ToString();");
        code.Line("return false;");
        code.Close();
        code.Line();
        if (member.Value.IsNullable)
        {
            code.Line($"{local} = given;");
        }

        code.Line(seen.Set(index));
        code.Line("continue;");
    }
}
