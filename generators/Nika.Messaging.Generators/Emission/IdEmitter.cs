using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints an id type.</summary>
internal static class IdEmitter
{
    public static string Emit(IdModel id)
    {
        string name = id.Type.Name;
        string text = CodeText.Literal(name.TrimStart('@'));
        string full = id.Type.FullName;
        var code = SourceFile.Begin(
            id.Type,
            "readonly " + id.Type.Declaration,
            $"{Names.Nika}IId<{full}>",
            $"global::System.IEquatable<{full}>",
            $"global::System.IParsable<{full}>");

        code.Member("private readonly string? value;");
        code.Line();
        code.Line("/// <summary>Makes an id of a valid text.</summary>");
        code.Line("/// <param name=\"value\">The text; it matches <see cref=\"global::Nika.Messaging.IdFormat.Pattern\"/>.</param>");
        code.Line("/// <exception cref=\"global::System.ArgumentException\">The text is no valid id.</exception>");
        code.Member($"public {name}(string value) => this.value = {Names.Nika}IdFormat.Validate(value, {text});");
        code.Line();
        code.Member($"private {name}(string value, bool validated) => this.value = value;");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member("public string Value => value ?? \"\";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member("public bool IsDefault => value is null;");
        code.Line();
        Compare(code, full, "==", "are the same", "left.Equals(right)");
        Compare(code, full, "!=", "differ", "!left.Equals(right)");
        Create(code, full, text);
        code.Line("/// <inheritdoc/>");
        code.Member($"public bool Equals({full} other) => value == other.value;");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member($"public override bool Equals(object? obj) => obj is {full} other && Equals(other);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member("public override int GetHashCode() => value is null ? 0 : global::System.StringComparer.Ordinal.GetHashCode(value);");
        code.Line();
        code.Line("/// <summary>The text; empty for a default id.</summary>");
        code.Member("public override string ToString() => Value;");
        return SourceFile.End(code, id.Type);
    }

    private static void Compare(IndentedWriter code, string full, string symbol, string meaning, string result)
    {
        code.Line($"/// <summary>Whether two ids {meaning}.</summary>");
        code.Line("/// <param name=\"left\">One id.</param>");
        code.Line("/// <param name=\"right\">The other.</param>");
        code.Member($"public static bool operator {symbol}({full} left, {full} right) => {result};");
        code.Line();
    }

    private static void Create(IndentedWriter code, string full, string text)
    {
        code.Line("/// <inheritdoc/>");
        code.Line(SourceFile.GeneratedCode);
        code.Open($"public static bool TryCreate([global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? value, out {full} id)");
        code.Open($"if ({Names.Nika}IdFormat.IsValid(value))");
        code.Line("id = new(value!, true);");
        code.Line("return true;");
        code.Close();
        code.Line();
        code.Line("id = default;");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member($"public static {full} Parse(string s, global::System.IFormatProvider? provider) =>");
        code.Indent();
        code.Line($"TryCreate(s, out var id) ? id : throw new global::System.FormatException({Names.Nika}IdFormat.Explain(s, {text}));");
        code.Outdent();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Member($"public static bool TryParse([global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? s, global::System.IFormatProvider? provider, out {full} result) =>");
        code.Indent();
        code.Line("TryCreate(s, out result);");
        code.Outdent();
        code.Line();
    }
}
