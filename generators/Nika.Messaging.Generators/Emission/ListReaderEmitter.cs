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
        string start = list.IsSet ? $"new global::System.Collections.Generic.HashSet<{elementType}>()" : $"default({Names.Nika}ListBuffer<{elementType}>)";
        code.Line($"var items = {start};");
        code.Open("while (reader.NextElement())");
        code.Open("if (items.Count == reader.MaxCount)");
        Fail(code, list, "reader.FailCount()");
        code.Close();
        code.Line();
        if (element.IsNullable)
        {
            code.Open("if (reader.TryReadNull())");
            code.Line("items.Add(null);");
            code.Line("continue;");
            code.Close();
            code.Line();
        }

        code.Open($"if (!{ValueReader.Call(element, shared, "reader", "var item")})");
        Fail(code, list, "false");
        code.Close();
        code.Line();
        code.Line("items.Add(item);");
        code.Close();
        code.Line();
        code.Open("if (reader.Failed)");
        Fail(code, list, "false");
        code.Close();
        code.Line();
        string result = list.Kind switch
        {
            ValueKind.ImmutableArray => "items.ToImmutableArray()",
            ValueKind.Array or ValueKind.MemoryOf or ValueKind.ReadOnlyMemoryOf => "items.ToArray()",
            ValueKind.List or ValueKind.ReadOnlyList => "items.ToList()",
            ValueKind.ImmutableHashSet => "global::System.Collections.Immutable.ImmutableHashSet.CreateRange(items)",
            ValueKind.FrozenSet => "global::System.Collections.Frozen.FrozenSet.ToFrozenSet(items)",
            _ => "items",
        };
        code.Line($"value = {result};");
        code.Line("return true;");
        code.Close();
    }

    private static void Fail(IndentedWriter code, ValueModel list, string result)
    {
        if (!list.IsSet)
        {
            code.Line("items.Dispose();");
        }

        code.Line($"return {result};");
    }
}
