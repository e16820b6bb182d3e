using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nika.Messaging.Contracts;

/// <summary>Symbols and constants as C# text that is right in any file.</summary>
internal static class CodeText
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The type's full name, without the <c>?</c> of the type itself.</summary>
    public static string FullName(ITypeSymbol type)
    {
        // Formatting symbols is slow, and this runs for every message on every key stroke: plain names are put together here.
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None, IsGenericType: false } named)
        {
            return type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Full);
        }

        var name = new StringBuilder(Identifier(named.Name), 64);
        for (ISymbol? parent = named.ContainingSymbol; parent is INamespaceOrTypeSymbol and not INamespaceSymbol { IsGlobalNamespace: true }; parent = parent.ContainingSymbol)
        {
            name.Insert(0, '.').Insert(0, Identifier(parent.Name));
        }

        return name.Insert(0, "global::").ToString();
    }

    /// <summary>The type's full name, with its <c>?</c>.</summary>
    public static string FullNameWithNull(ITypeSymbol type) => type.ToDisplayString(Full);

    /// <summary>The namespace without <c>global::</c>; null for the global one.</summary>
    public static string? Namespace(INamedTypeSymbol type)
    {
        if (type.ContainingNamespace is not { IsGlobalNamespace: false } space)
        {
            return null;
        }

        var name = new StringBuilder(Identifier(space.Name), 64);
        for (var parent = space.ContainingNamespace; parent is { IsGlobalNamespace: false }; parent = parent.ContainingNamespace)
        {
            name.Insert(0, '.').Insert(0, Identifier(parent.Name));
        }

        return name.ToString();
    }

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    public static string CamelCase(string name) =>
        name.Length == 0 || char.IsLower(name[0]) ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>A string literal.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The default value of a parameter as an expression.</summary>
    public static string DefaultOf(IParameterSymbol parameter)
    {
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null => type.IsReferenceType && parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated ? "default!" : "default",
            string text => Literal(text),
            bool flag => flag ? "true" : "false",
            char character => SymbolDisplay.FormatLiteral(character, quote: true),
            double.NaN or float.NaN => FullName(type) + ".NaN",
            double.PositiveInfinity or float.PositiveInfinity => FullName(type) + ".PositiveInfinity",
            double.NegativeInfinity or float.NegativeInfinity => FullName(type) + ".NegativeInfinity",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
            int number when type.TypeKind != TypeKind.Enum => number.ToString(CultureInfo.InvariantCulture),
            var number => $"({FullName(type)})({SymbolDisplay.FormatPrimitive(number, quoteStrings: false, useHexadecimalNumbers: false)})",
        };
    }
}
