using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how values are written as JSON: in runs, or one call a value where there are so many that short code is worth more.</summary>
/// <param name="code">Where it is printed.</param>
/// <param name="shared">Names the methods for enums.</param>
/// <param name="writer">The expression that is the writer.</param>
/// <param name="inRuns">Whether values gather in runs.</param>
internal sealed class ValueWriter(IndentedWriter code, SharedCode shared, string writer, bool inRuns)
{
    private readonly WriteRun run = new(code, writer);
    private int lists;
    private int locals;

    /// <summary>Adds constant text.</summary>
    public void Constant(string text) => run.Constant(text);

    /// <summary>Prints what has gathered so far.</summary>
    public void Flush() => run.Flush();

    /// <summary>Declares what runs need, at the position where the method's body begins.</summary>
    public void Locals(int position)
    {
        if (run.IsUsed)
        {
            code.Insert(position, "int at;");
            code.Insert(position, "global::System.Span<byte> to;");
        }
    }

    /// <summary>Writes a value; null as <c>null</c> if that is allowed.</summary>
    /// <param name="value">Its type.</param>
    /// <param name="expression">Where it comes from.</param>
    /// <param name="member">The wire name of the member, for errors.</param>
    /// <param name="checkId">Whether a default id must be refused here, because nothing else does.</param>
    /// <param name="depth">How many loops are around it.</param>
    public void Value(ValueModel value, string expression, string member, bool checkId, int depth = 0)
    {
        if (!ChecksNull(value))
        {
            Given(value, expression, member, checkId, depth);
            return;
        }

        string some = Local();
        string condition = $"{expression} is {{ }} {some}";
        if (inRuns && value.IsNullable && RunValue.Of(value, some, member, checkId, shared) is { } inner)
        {
            run.Choice(condition, inner.AddTo, "null");
            return;
        }

        Flush();
        code.Open($"if ({condition})");
        Given(value, some, member, checkId, depth);
        Flush();
        code.Close();
        code.Open("else");
        code.Line(value.IsNullable ? $"{writer}.Null();" : $"{writer}.Fail({CodeText.Literal(member + " is null")});");
        code.Close();
        code.Line();
    }

    /// <summary>Writes a value that is known not to be null.</summary>
    public void Given(ValueModel value, string expression, string member, bool checkId, int depth = 0)
    {
        if (value.IsDictionary)
        {
            Constant("{");
            Entries(value, expression, member, depth, hasMembersBefore: false);
            Constant("}");
            return;
        }

        if (value.IsList)
        {
            Constant("[");
            List(value, expression, member, depth);
            Constant("]");
        }
        else if (inRuns && RunValue.Of(value, expression, member, checkId, shared) is { } inRun)
        {
            inRun.AddTo(run);
        }
        else
        {
            Flush();
            code.Line(Call(value, expression, member, checkId, depth));
        }
    }

    /// <summary>Whether null has to be looked for before the value is written.</summary>
    public static bool ChecksNull(ValueModel value) => value.IsNullable || (!value.IsValueType && value.Kind != ValueKind.String);

    /// <summary>A name that no other local has: the variable of a pattern in an <c>if</c> is in scope after it, too.</summary>
    public string Local() => "some" + Suffix(locals++);

    /// <summary>The statement that has the writer write a value, in either mode.</summary>
    private string Call(ValueModel value, string expression, string member, bool checkId, int depth) => value.Kind switch
    {
        ValueKind.String when !value.IsNullable => $"{writer}.RequiredString({expression}, {CodeText.Literal(member)});",
        ValueKind.Id when checkId && !value.IsNullable => $"{writer}.RequiredId({expression}, {CodeText.Literal(member)});",
        ValueKind.Enum => $"{Names.Own}.{shared.WriterOf(value.Enum!)}({expression}, ref {writer});",
        ValueKind.Part => $"{Names.Own}.WritePart({expression}, {depth + 1}, ref {writer});",
        ValueKind.Codec => $"{Names.Own}.WriteWith<{value.Codec}, {value.TypeName}>({expression}, {depth + 1}, ref {writer});",
        ValueKind.JsonElement => $"{Names.Own}.WriteJsonElement({expression}, {depth + 1}, ref {writer});",
        ValueKind.SByte or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => $"{writer}.Int64({expression});",
        ValueKind.Byte or ValueKind.UInt16 or ValueKind.UInt32 or ValueKind.UInt64 => $"{writer}.UInt64({expression});",
        ValueKind.Bytes => $"{writer}.Base64({expression});",
        ValueKind.Memory or ValueKind.MutableMemory => $"{writer}.Base64({expression}.Span);",
        var scalar => $"{writer}.{scalar}({expression});",
    };

    /// <summary>Writes what a dictionary holds, without the braces around it.</summary>
    /// <param name="dictionary">Its type.</param>
    /// <param name="expression">Where it comes from.</param>
    /// <param name="member">The wire name of the member, for errors.</param>
    /// <param name="depth">How many loops are around it.</param>
    /// <param name="hasMembersBefore">Whether the object has other members, all written before, whose names must not come again.</param>
    public void Entries(ValueModel dictionary, string expression, string member, int depth, bool hasMembersBefore)
    {
        // Through the interface an enumerator would be an object.
        string entries = dictionary.Kind == ValueKind.ReadOnlyDictionary ? $"new {Names.Nika}DictionaryEntries<{dictionary.Element!.DeclaredType}>({expression})" : expression;
        string entry = Foreach("entry", entries, hasMembersBefore, startsRun: inRuns);
        if (hasMembersBefore)
        {
            code.Line($"{Names.Own}.RefuseKnown({entry}.Key, ref {writer});");
        }

        if (inRuns)
        {
            RunValue.Name(entry + ".Key").AddTo(run);
        }
        else
        {
            code.Line($"{writer}.Member({entry}.Key);");
        }

        Value(dictionary.Element!, entry + ".Value", member, checkId: true, depth + 1);
        Flush();
        code.Close();
        code.Line();
    }

    private void List(ValueModel value, string expression, string member, int depth)
    {
        var element = value.Element!;
        if (value.IsSet)
        {
            string set = value.Kind == ValueKind.ReadOnlySet ? $"new {Names.Nika}SetItems<{element.DeclaredType}>({expression})" : expression;
            string item = Foreach("item", set, isContinued: false);
            Value(element, item, member, checkId: true, depth + 1);
            Flush();
            code.Close();
            code.Line();
            return;
        }

        string items = "items" + Suffix(lists++);
        string index = "i" + Suffix(depth);
        Flush();
        string count = items + ".Length";
        switch (value.Kind)
        {
            case ValueKind.Array:
                Span(expression);
                break;
            case ValueKind.ImmutableArray:
                Span(expression + ".AsSpan()");
                break;
            case ValueKind.MemoryOf or ValueKind.ReadOnlyMemoryOf:
                Span(expression + ".Span");
                break;
            case ValueKind.List:
                Span($"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({expression})");
                break;
            default:
                items = expression;
                count = expression + ".Count";
                break;
        }

        code.Open($"for (int {index} = 0; {index} < {count}; {index}++)");
        string current = $"{items}[{index}]";
        if (inRuns && (!ChecksNull(element) || element.IsNullable) && RunValue.Of(element, current, member, checkId: true, shared) is not null)
        {
            run.Separator(index + " > 0");
        }
        else
        {
            code.Open($"if ({index} > 0)");
            code.Line($"{writer}.Raw(\",\"u8);");
            code.Close();
            code.Line();
        }

        Value(element, current, member, checkId: true, depth + 1);
        Flush();
        code.Close();
        code.Line();

        void Span(string source)
        {
            code.Line($"global::System.ReadOnlySpan<{element.DeclaredType}> {items} = {source};");
        }
    }

    /// <summary>Opens a loop over what cannot be indexed, with commas between the values.</summary>
    private string Foreach(string name, string expression, bool isContinued, bool startsRun = false)
    {
        string suffix = Suffix(lists++);
        Flush();
        if (!isContinued)
        {
            code.Line($"bool more{suffix} = false;");
        }

        code.Open($"foreach (var {name}{suffix} in {expression})");
        if (isContinued)
        {
            Constant(",");
            if (!startsRun)
            {
                Flush();
            }

            return name + suffix;
        }

        if (startsRun)
        {
            run.Separator("more" + suffix);
            run.Statement($"more{suffix} = true;");
            return name + suffix;
        }

        code.Open($"if (more{suffix})");
        code.Line($"{writer}.Raw(\",\"u8);");
        code.Close();
        code.Line();
        code.Line($"more{suffix} = true;");
        return name + suffix;
    }

    private static string Suffix(int depth) => depth == 0 ? "" : depth.Invariant();
}
