using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints the reader of a dictionary.</summary>
internal static class DictionaryReaderEmitter
{
    public static void Emit(IndentedWriter code, ValueModel dictionary, SharedCode shared)
    {
        var element = dictionary.Element!;
        code.Open($"internal static bool TryRead{shared.NameOf(dictionary)}(ref {Names.Reader} reader, out {dictionary.TypeName} value)");
        code.Line("value = default!;");
        code.Open("if (!reader.BeginObject())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line($"var items = new global::System.Collections.Generic.Dictionary<string, {element.DeclaredType}>(global::System.StringComparer.Ordinal);");
        code.Open("while (reader.NextMember(out var name))");
        code.Open("if (items.Count == reader.MaxCount)");
        code.Line("return reader.FailCount();");
        code.Close();
        code.Line();
        code.Line("string key = global::System.Text.Encoding.UTF8.GetString(name);");
        code.Line("ref var item = ref global::System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(items, key, out bool exists);");
        code.Open("if (exists)");
        code.Line("return reader.FailDuplicate(name);");
        code.Close();
        code.Line();
        if (element.IsNullable)
        {
            code.Open("if (reader.TryReadNull())");
            code.Line("continue;");
            code.Close();
            code.Line();
        }

        code.Open($"if (!{ValueReader.Call(element, shared, "reader", "var given")})");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("item = given;");
        code.Close();
        code.Line();
        code.Open("if (reader.Failed)");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line($"value = {Result(dictionary.Kind, "items")};");
        code.Line("return true;");
        code.Close();
    }

    /// <summary>What is made of the <c>Dictionary</c> that gathered the members.</summary>
    public static string Result(ValueKind kind, string items) => kind switch
    {
        ValueKind.ImmutableDictionary => $"global::System.Collections.Immutable.ImmutableDictionary.CreateRange({items})",
        ValueKind.FrozenDictionary => $"global::System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary({items})",
        _ => items,
    };
}
