using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>One message the products log, as its <c>[LoggerMessage]</c> says it: id, level, the method (the event's name) and the text.</summary>
internal sealed record LogMessage(int Id, string Level, string Name, string Text)
{
    /// <summary>The messages a file declares.</summary>
    public static IEnumerable<LogMessage> In(string source) =>
        from method in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(static list => list.Attributes)
        where attribute.Name.ToString() == "LoggerMessage"
        select Read(method, [.. attribute.ArgumentList!.Arguments.Select(static argument => argument.Expression)]);

    // Id, level and text as literals, in this order: whoever writes it otherwise is told by the cast.
    private static LogMessage Read(MethodDeclarationSyntax method, ExpressionSyntax[] arguments) => new(
        (int)((LiteralExpressionSyntax)arguments[0]).Token.Value!,
        ((MemberAccessExpressionSyntax)arguments[1]).Name.Identifier.Text,
        method.Identifier.Text,
        ((LiteralExpressionSyntax)arguments[2]).Token.ValueText);
}
