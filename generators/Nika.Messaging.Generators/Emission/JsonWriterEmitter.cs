using System.Globalization;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how JSON is written.</summary>
internal static class JsonWriterEmitter
{
    /// <param name="code">Where it is printed.</param>
    /// <param name="shape">The type.</param>
    /// <param name="shared">The methods it uses.</param>
    /// <param name="isMessage">Whether <c>FindMissingId</c> has checked the ids.</param>
    public static void Emit(IndentedWriter code, ShapeModel shape, SharedCode shared, bool isMessage)
    {
        string full = shape.Type.FullName;
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static void {Names.Part}<{full}>.WriteJson(in {full} value, ref {Names.Writer} writer)");
        int body = code.Position;
        if (shape.MaxDepth is { } limit)
        {
            string levels = shape.Members.Select(m => LevelsOf(m.Value)).DefaultIfEmpty(1).Max().ToString(CultureInfo.InvariantCulture);
            code.Open($"if (!writer.EnterNested({limit.ToString(CultureInfo.InvariantCulture)}, {levels}, {CodeText.Literal(shape.Type.Name)}))");
            code.Line("return;");
            code.Close();
            code.Line();
        }

        var values = new ValueWriter(code, shared, "writer", inRuns: !shape.HasManyMembers);
        string before = "{";
        foreach (var member in shape.Members.Where(m => !m.IsExtensionData))
        {
            values.Constant($"{before}\"{member.WireName}\":");
            values.Value(member.Value, "value." + member.Name, member.WireName, checkId: !isMessage);
            before = ",";
        }

        if (before == "{")
        {
            values.Constant("{");
        }

        if (shape.ExtensionData is { } extensionData)
        {
            values.Flush();
            string kept = values.Local();
            code.Open($"if (value.{extensionData.Name} is {{ }} {kept})");
            values.Entries(extensionData.Value, kept, extensionData.WireName, depth: 0, hasMembersBefore: before == ",");
            code.Close();
            code.Line();
        }

        values.Constant("}");
        values.Flush();
        values.Locals(body);
        if (shape.MaxDepth is not null)
        {
            code.Line("writer.LeaveNested();");
        }

        code.Close();
    }

    /// <summary>How many objects and arrays a type with such a member opens itself, those of its parts aside.</summary>
    private static int LevelsOf(ValueModel value) => 1 + (value.Element is { } element ? LevelsOf(element) : 0);
}
