using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Nika.Messaging.CodeFixes;

/// <summary>Writes <c>await</c>, in parentheses only where the language needs them.</summary>
internal static class AwaitSyntax
{
    /// <summary>The expression awaited, in its own place.</summary>
    public static ExpressionSyntax Of(ExpressionSyntax task) => SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), Operand(task.WithoutTrivia()))
        .WithTriviaFrom(task);

    /// <summary>The task awaited in place of another expression.</summary>
    public static ExpressionSyntax InPlaceOf(ExpressionSyntax replaced, ExpressionSyntax task) =>
        SyntaxFactory.ParenthesizedExpression(Of(task.WithoutTrivia())).WithTriviaFrom(replaced).WithAdditionalAnnotations(Simplifier.Annotation);

    // Only what binds at least as tightly as await may follow it bare.
    private static ExpressionSyntax Operand(ExpressionSyntax task) => task
        is InvocationExpressionSyntax or MemberAccessExpressionSyntax or SimpleNameSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
        or BaseObjectCreationExpressionSyntax or ThisExpressionSyntax
        ? task
        : SyntaxFactory.ParenthesizedExpression(task);
}
