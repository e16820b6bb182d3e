using System.Globalization;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>
/// Prints how JSON is read: a loop around a switch, so that each member is read in one place. Members are expected one after another as our writer writes them, which takes one
/// comparison each; what else comes (another order, white space, an unknown member) is looked up by name.
/// </summary>
/// <remarks>No jumps to labels instead, which would be a little faster: the compiler would go through the method once more for each of them.</remarks>
internal static class JsonReaderEmitter
{
    public static void Emit(IndentedWriter code, ShapeModel shape, SharedCode shared)
    {
        string full = shape.Type.FullName;
        var reading = new ShapeReader(code, shape);
        code.Line(SourceFile.GeneratedCode);
        code.Open($"static bool {Names.Part}<{full}>.TryReadJson(ref {Names.Reader} reader, {Names.MaybeNullWhenFalse} out {full} value)");
        code.Line("value = default!;");
        if (shape.MaxDepth is { } limit)
        {
            code.Open($"if (!reader.EnterNested({limit.ToString(CultureInfo.InvariantCulture)}, {CodeText.Literal(shape.Type.Name)}))");
            code.Line("return false;");
            code.Close();
            code.Line();
        }

        reading.Locals();
        if (shape.ExtensionData is not null)
        {
            code.Line($"{Names.Kept}? kept = null;");
        }

        code.Open("if (!reader.BeginObject())");
        code.Line("return false;");
        code.Close();
        code.Line();
        if (shape.HasNames)
        {
            Members(code, shape, shared, reading.Seen);
        }
        else
        {
            NoMembers(code, shape);
        }

        code.Open("if (reader.Failed)");
        code.Line("return false;");
        code.Close();
        code.Line();
        reading.Required(name => code.Line($"return reader.FailMissing({name});"));
        if (shape.ExtensionData is { } extensionData)
        {
            string empty = extensionData.Value.IsNullable ? "null" : DictionaryReaderEmitter.Result(extensionData.Value.Kind, $"new {Names.Kept}()");
            code.Line($"{ShapeReader.Local(extensionData)} = kept is null ? {empty} : {DictionaryReaderEmitter.Result(extensionData.Value.Kind, "kept")};");
        }

        reading.Make("value");
        if (shape.MaxDepth is not null)
        {
            code.Line("reader.LeaveNested();");
        }

        code.Line("return true;");
        code.Close();
    }

    private static void Members(IndentedWriter code, ShapeModel shape, SharedCode shared, SeenBits seen)
    {
        bool isShort = shape.HasManyMembers;
        string kept = shape.ExtensionData is null ? "" : ", ref kept";
        int next = Following(shape, -1);
        if (isShort)
        {
            code.Line("int member = -1;");
            code.Open($"while ((member = reader.NextMember({Names.OwnMembers}, member + 1{kept})) >= 0)");
        }
        else
        {
            code.Line($"int member = {Expect(shape, next, isFirst: true, kept)};");
            code.Open("while (member >= 0)");
        }

        code.Open($"if ({seen.IsCurrentSet})");
        code.Line($"return reader.FailDuplicate({Names.OwnMembers}[member]);");
        code.Close();
        code.Line();
        code.Line(seen.SetCurrent);
        code.Open("switch (member)");
        for (int i = next; i < shape.Members.Count; i = next)
        {
            next = Following(shape, i);
            code.Line($"case {i.Invariant()}:");
            code.Indent();
            Value(code, shared, shape.Members[i], i);
            if (!isShort)
            {
                code.Line($"member = {Expect(shape, next, isFirst: false, kept)};");
            }

            code.Line("break;");
            code.Outdent();
        }

        code.Close();
        code.Close();
        code.Line();
    }

    private static void NoMembers(IndentedWriter code, ShapeModel shape)
    {
        bool keeps = shape.ExtensionData is not null;
        code.Open($"while (reader.NextMember(out {(keeps ? "var name" : "_")}))");
        code.Open(keeps ? "if (!reader.TryKeep(name, ref kept))" : "if (!reader.SkipValue())");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
    }

    /// <summary>The expression that is the index of what comes next, if all goes well the member expected; -1 at the end.</summary>
    private static string Expect(ShapeModel shape, int next, bool isFirst, string kept)
    {
        string otherwise = $"reader.NextMember({Names.OwnMembers}, {next.Invariant()}{kept})";
        if (next == shape.Members.Count)
        {
            return $"reader.TryEndObject() ? -1 : {otherwise}";
        }

        string text = $"{(isFirst ? "" : ",")}\"{shape.Members[next].WireName}\":";
        return $"reader.TryNextMember({CodeText.Literal(text)}u8) ? {next.Invariant()} : {otherwise}";
    }

    /// <summary>The next member that has a name; the number of members if there is none.</summary>
    private static int Following(ShapeModel shape, int index)
    {
        do
        {
            index++;
        }
        while (index < shape.Members.Count && shape.Members[index].IsExtensionData);

        return index;
    }

    private static void Value(IndentedWriter code, SharedCode shared, MemberModel member, int index)
    {
        string local = ShapeReader.Local(member);
        if (!member.Value.IsNullable)
        {
            code.Open($"if (!{ValueReader.Call(member.Value, shared, "reader", local)})");
            code.Line("return false;");
            code.Close();
            code.Line();
            return;
        }

        string given = "given" + index.Invariant();
        code.Open("if (reader.TryReadNull())");
        code.Line($"{local} = null;");
        code.Close();
        code.Open($"else if ({ValueReader.Call(member.Value, shared, "reader", "var " + given)})");
        code.Line($"{local} = {given};");
        code.Close();
        code.Open("else");
        code.Line("return false;");
        code.Close();
        code.Line();
    }
}
