using System.Collections.Generic;
using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints an enum's writer and reader by wire names.</summary>
internal static class EnumEmitter
{
    /// <summary>The length of the longest name in UTF-8; 0 if there is none.</summary>
    public static int LongestName(EnumModel model) => model.Values.Select(v => Encoding.UTF8.GetByteCount(v.WireName)).DefaultIfEmpty().Max();

    /// <summary>Prints what writes a value in a run.</summary>
    public static void Format(IndentedWriter code, EnumModel model, string name)
    {
        code.Open($"internal static int {name}({model.FullName} value, global::System.Span<byte> to, int at, ref {Names.Writer} writer)");
        code.Open("switch (value)");
        foreach (var value in Written(model))
        {
            code.Line($"case {model.FullName}.{value.Name}:");
            code.Indent();
            code.Line($"return {Names.Formatter}.Raw({CodeText.Literal($"\"{value.WireName}\"")}u8, to, at);");
            code.Outdent();
        }

        code.Line("default:");
        code.Indent();
        Fail(code, model);
        code.Line($"return {Names.Formatter}.Raw(\"null\"u8, to, at);");
        code.Outdent();
        code.Close();
        code.Close();
    }

    /// <summary>Prints what has the writer write a value, in either mode.</summary>
    public static void Write(IndentedWriter code, EnumModel model, string name)
    {
        if (model.IsFlags)
        {
            FlagsEmitter.Write(code, model, name);
            return;
        }

        code.Open($"internal static void {name}({model.FullName} value, ref {Names.Writer} writer)");
        code.Open("switch (value)");
        foreach (var value in Written(model))
        {
            code.Line($"case {model.FullName}.{value.Name}:");
            code.Indent();
            code.Line($"writer.Utf8String({CodeText.Literal(value.WireName)}u8);");
            code.Line("break;");
            code.Outdent();
        }

        code.Line("default:");
        code.Indent();
        Fail(code, model);
        code.Line("writer.Null();");
        code.Line("break;");
        code.Outdent();
        code.Close();
        code.Close();
    }

    /// <summary>Prints the reader.</summary>
    public static void Read(IndentedWriter code, EnumModel model, string name)
    {
        if (model.IsFlags)
        {
            FlagsEmitter.Read(code, model, name);
            return;
        }

        code.Open($"internal static bool {name}(ref {Names.Reader} reader, out {model.FullName} value)");
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

    private static void Fail(IndentedWriter code, EnumModel model) =>
        code.Line($"writer.Fail(\"{model.Name} has no value \" + unchecked((long)value).ToString(global::System.Globalization.CultureInfo.InvariantCulture));");

    private static IEnumerable<EnumValueModel> Written(EnumModel model) => model.Values.Where(v => !v.IsAlias);

    private static IEnumerable<IGrouping<int, EnumValueModel>> ByLength(EnumModel model) =>
        model.Values.GroupBy(v => Encoding.UTF8.GetByteCount(v.WireName)).OrderBy(g => g.Key);
}
