using System.Collections.Generic;
using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints an enum's writer and reader by wire names.</summary>
internal static class EnumEmitter
{
    public static void Emit(IndentedWriter code, EnumModel model, string name)
    {
        code.Open($"internal static void Write{name}({model.FullName} value, ref {Names.Writer} writer)");
        code.Open("switch (value)");
        foreach (var value in model.Values.Where(v => !v.IsAlias))
        {
            code.Line($"case {model.FullName}.{value.Name}:");
            code.Indent();
            code.Line($"writer.Utf8String({CodeText.Literal(value.WireName)}u8);");
            code.Line("break;");
            code.Outdent();
        }

        code.Line("default:");
        code.Indent();
        code.Line($"writer.Fail(\"{model.Name} has no value \" + unchecked((long)value).ToString(global::System.Globalization.CultureInfo.InvariantCulture));");
        code.Line("writer.Null();");
        code.Line("break;");
        code.Outdent();
        code.Close();
        code.Close();
        code.Line();
        Read(code, model, name);
    }

    private static void Read(IndentedWriter code, EnumModel model, string name)
    {
        code.Open($"internal static bool TryRead{name}(ref {Names.Reader} reader, out {model.FullName} value)");
        code.Line("value = default;");
        code.Open("if (!reader.TryReadUtf8(out var text))");
        code.Line("return false;");
        code.Close();
        code.Line();
        if (model.Values.Count > 0)
        {
            Switch(code, model);
        }

        if (model.Fallback is { } fallback)
        {
            code.Line($"value = {model.FullName}.{fallback};");
            code.Line("return true;");
        }
        else
        {
            code.Line($"return reader.FailUnknown({CodeText.Literal(model.Name)}, text);");
        }

        code.Close();
    }

    private static void Switch(IndentedWriter code, EnumModel model)
    {
        code.Open("switch (text.Length)");
        foreach (var group in ByLength(model))
        {
            code.Line($"case {group.Key}:");
            code.Indent();
            foreach (var value in group)
            {
                code.Open($"if (global::System.MemoryExtensions.SequenceEqual(text, {CodeText.Literal(value.WireName)}u8))");
                code.Line($"value = {model.FullName}.{value.Name};");
                code.Line("return true;");
                code.Close();
                code.Line();
            }

            code.Line("break;");
            code.Outdent();
        }

        code.Close();
        code.Line();
    }

    private static IEnumerable<IGrouping<int, EnumValueModel>> ByLength(EnumModel model) =>
        model.Values.GroupBy(v => Encoding.UTF8.GetByteCount(v.WireName)).OrderBy(g => g.Key);
}
