using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.CodeFixes;

/// <summary>Small changes of attributes.</summary>
internal static class AttributeSyntaxes
{
    private const string Suffix = "Attribute";

    /// <summary>The attribute's name as it is usually written: without its namespace and <c>Attribute</c>.</summary>
    public static string ShortName(this AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>Another attribute of the library's with one argument, written as this one is: with or without its namespace.</summary>
    public static AttributeSyntax Beside(this AttributeSyntax attribute, string name, string argument)
    {
        var identifier = SyntaxFactory.IdentifierName(name);
        NameSyntax full = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.WithRight(identifier),
            AliasQualifiedNameSyntax alias => alias.WithName(identifier),
            _ => identifier,
        };
        return SyntaxFactory.Attribute(full.WithoutTrivia(), SyntaxFactory.ParseAttributeArgumentList("(" + argument + ")"));
    }

    /// <summary>The string literal among the attribute's positional arguments whose value holds a text; null if it is written in another way.</summary>
    public static LiteralExpressionSyntax? Literal(this AttributeSyntax attribute, string text)
    {
        foreach (var argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument is { NameEquals: null, Expression: LiteralExpressionSyntax { Token: { RawKind: (int)SyntaxKind.StringLiteralToken } token } literal }
                && token.ValueText.IndexOf(text, System.StringComparison.Ordinal) >= 0)
            {
                return literal;
            }
        }

        return null;
    }

    /// <summary>The literal with another value.</summary>
    public static LiteralExpressionSyntax WithText(this LiteralExpressionSyntax literal, string text) =>
        literal.WithToken(SyntaxFactory.Literal(text).WithTriviaFrom(literal.Token));
}
