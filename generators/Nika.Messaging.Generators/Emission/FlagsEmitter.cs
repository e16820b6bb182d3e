using System.Globalization;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints a flags enum's writer and reader: names in one string, separated by commas. No flag at all, where that has no name, is the empty string.</summary>
internal static class FlagsEmitter
{
    public static void Write(IndentedWriter code, EnumModel model, string name)
    {
        // Those that stand for most first: a value that has a name of its own is written by it.
        var named = model.Values.Where(v => v is { IsAlias: false, Bits: not 0 }).OrderByDescending(v => CountOf(v.Bits)).ThenBy(v => v.Bits).ToList();
        var zero = model.Values.FirstOrDefault(v => v is { IsAlias: false, Bits: 0 });

        code.Open($"internal static void {name}({model.FullName} value, ref {Names.Writer} writer)");
        code.Line("ulong rest = unchecked((ulong)value);");
        code.Line("writer.BeginFlags();");
        if (zero is not null)
        {
            code.Open("if (rest == 0)");
            code.Line($"writer.Flag({CodeText.Literal(zero.WireName)}u8);");
            code.Close();
            code.Line();
        }

        foreach (var value in named)
        {
            string bits = "0x" + value.Bits.ToString("X", CultureInfo.InvariantCulture) + "UL";
            code.Open($"if ((rest & {bits}) == {bits})");
            code.Line($"writer.Flag({CodeText.Literal(value.WireName)}u8);");
            code.Line($"rest &= ~{bits};");
            code.Close();
            code.Line();
        }

        code.Line("writer.EndFlags();");
        code.Open("if (rest != 0)");
        code.Line($"writer.Fail(\"{model.Name} has no value \" + unchecked((long)value).ToString(global::System.Globalization.CultureInfo.InvariantCulture));");
        code.Close();
        code.Close();
    }

    public static void Read(IndentedWriter code, EnumModel model, string name)
    {
        code.Open($"internal static bool {name}(ref {Names.Reader} reader, out {model.FullName} value)");
        code.Line("value = default;");
        code.Open("if (!reader.TryReadUtf8(out var text))");
        code.Line("return false;");
        code.Close();
        code.Line();
        if (model.Values.Any(v => v.Bits == 0))
        {
            // No flag at all has a name here; no name is not it.
            code.Open("if (text.IsEmpty)");
            if (model.Fallback is { } empty)
            {
                code.Line($"value = {model.FullName}.{empty};");
                code.Line("return true;");
            }
            else
            {
                code.Line($"return reader.FailUnknown({CodeText.Literal(model.Name)}, text);");
            }

            code.Close();
            code.Line();
        }

        code.Open($"while ({Names.Reader}.NextFlag(ref text, out var flag))");
        foreach (var value in model.Values)
        {
            code.Open($"if (global::System.MemoryExtensions.SequenceEqual(flag, {CodeText.Literal(value.WireName)}u8))");
            code.Line($"value |= {model.FullName}.{value.Name};");
            code.Line("continue;");
            code.Close();
            code.Line();
        }

        code.Line(model.Fallback is { } fallback
            ? $"value |= {model.FullName}.{fallback};"
            : $"return reader.FailUnknown({CodeText.Literal(model.Name)}, flag);");
        code.Close();
        code.Line();
        code.Line("return true;");
        code.Close();
    }

    private static int CountOf(ulong bits)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }
}
