using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the reader of a list.</summary>
internal static class ListReaderEmitter
{
    public static void Emit(IndentedWriter code, ValueModel list, SharedCode shared)
    {
        var element = list.Element!;
        string elementType = element.DeclaredType;
        code.Open($"internal static bool TryRead{shared.NameOf(list)}(ref {Names.Reader} reader, out {list.TypeName} value)");
        code.Line("value = default!;");
        code.Open("if (!reader.BeginArray())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line(list.Kind == ValueKind.ImmutableArray
            ? $"var items = global::System.Collections.Immutable.ImmutableArray.CreateBuilder<{elementType}>();"
            : $"var items = new global::System.Collections.Generic.List<{elementType}>();");
        code.Open("while (reader.NextElement())");
        if (element.IsNullable)
        {
            code.Open("if (reader.TryReadNull())");
            code.Line("items.Add(null);");
            code.Line("continue;");
            code.Close();
            code.Line();
        }

        code.Open($"if (!{ValueReader.Call(element, shared, "reader", "var item")})");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("items.Add(item);");
        code.Close();
        code.Line();
        code.Open("if (reader.Failed)");
        code.Line("return false;");
        code.Close();
        code.Line();
        string result = list.Kind switch
        {
            ValueKind.ImmutableArray => "items.DrainToImmutable()",
            ValueKind.Array => "items.ToArray()",
            _ => "items",
        };
        code.Line($"value = {result};");
        code.Line("return true;");
        code.Close();
    }
}
