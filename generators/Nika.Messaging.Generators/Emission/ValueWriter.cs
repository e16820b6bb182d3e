using System.Globalization;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how values are written. Constant text gathers until something else must come between.</summary>
/// <param name="code">Where it is printed.</param>
/// <param name="shared">Names the methods for enums.</param>
/// <param name="writer">The expression that is the writer.</param>
internal sealed class ValueWriter(IndentedWriter code, SharedCode shared, string writer)
{
    private string pending = "";
    private int lists;
    private int locals;

    /// <summary>Adds constant text.</summary>
    public void Constant(string text) => pending += text;

    /// <summary>Prints the constant text gathered so far.</summary>
    public void Flush()
    {
        if (pending.Length > 0)
        {
            code.Line($"{writer}.Raw({CodeText.Literal(pending)}u8);");
            pending = "";
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
        bool checksNull = value.IsNullable || (!value.IsValueType && value.Kind != ValueKind.String);
        if (!checksNull)
        {
            Given(value, expression, member, checkId, depth);
            return;
        }

        Flush();
        string some = Local();
        code.Open($"if ({expression} is {{ }} {some})");
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
        if (value.IsList)
        {
            List(value, expression, member, depth);
            return;
        }

        Flush();
        code.Line(value.Kind switch
        {
            ValueKind.String when !value.IsNullable => $"{Names.Own}.WriteText({expression}, {CodeText.Literal(member)}, ref {writer});",
            ValueKind.Id when checkId && !value.IsNullable => $"{Names.Own}.WriteId({expression}, {CodeText.Literal(member)}, ref {writer});",
            ValueKind.Enum => $"{Names.Own}.Write{shared.NameOf(value.Enum!)}({expression}, ref {writer});",
            ValueKind.Part => $"{Names.Own}.WritePart({expression}, ref {writer});",
            ValueKind.SByte or ValueKind.Int16 or ValueKind.Int32 or ValueKind.Int64 => $"{writer}.Int64({expression});",
            ValueKind.Byte or ValueKind.UInt16 or ValueKind.UInt32 or ValueKind.UInt64 => $"{writer}.UInt64({expression});",
            ValueKind.Bytes => $"{writer}.Base64({expression});",
            ValueKind.Memory => $"{writer}.Base64({expression}.Span);",
            var scalar => $"{writer}.{scalar}({expression});",
        });
    }

    /// <summary>A name that no other local has: the variable of a pattern in an <c>if</c> is in scope after it, too.</summary>
    public string Local() => "some" + Suffix(locals++);

    private void List(ValueModel value, string expression, string member, int depth)
    {
        var element = value.Element!;
        string items = "items" + Suffix(lists++);
        string index = "i" + Suffix(depth);
        Constant("[");
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
            case ValueKind.List:
                Span($"global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan({expression})");
                break;
            default:
                items = expression;
                count = expression + ".Count";
                break;
        }

        code.Open($"for (int {index} = 0; {index} < {count}; {index}++)");
        code.Open($"if ({index} > 0)");
        code.Line($"{writer}.Raw(\",\"u8);");
        code.Close();
        code.Line();
        Value(element, $"{items}[{index}]", member, checkId: true, depth + 1);
        Flush();
        code.Close();
        code.Line();
        Constant("]");

        void Span(string source)
        {
            code.Line($"global::System.ReadOnlySpan<{element.DeclaredType}> {items} = {source};");
        }
    }

    private static string Suffix(int depth) => depth == 0 ? "" : depth.ToString(CultureInfo.InvariantCulture);
}
