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
        var values = new ValueWriter(code, shared, "writer");
        string before = "{";
        foreach (var member in shape.Members)
        {
            values.Constant($"{before}\"{member.WireName}\":");
            values.Value(member.Value, "value." + member.Name, member.WireName, checkId: !isMessage);
            before = ",";
        }

        values.Constant(shape.Members.Count == 0 ? "{}" : "}");
        values.Flush();
        code.Close();
    }
}
