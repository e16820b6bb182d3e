using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Nika.Messaging.CodeFixes;

/// <summary>Makes the returns of a function that returned tasks those of an async one: what was returned is awaited, and a finished task is its result.</summary>
internal sealed class ReturnRewriter(SyntaxNode function, bool returnsResult) : CSharpSyntaxRewriter
{
    public SyntaxNode Rewrite()
    {
        switch (function)
        {
            case MethodDeclarationSyntax { ExpressionBody: { } arrow } method:
                return method.WithExpressionBody(arrow.WithExpression(Awaited(Visited(arrow.Expression))));
            case LocalFunctionStatementSyntax { ExpressionBody: { } arrow } local:
                return local.WithExpressionBody(arrow.WithExpression(Awaited(Visited(arrow.Expression))));
            case AnonymousFunctionExpressionSyntax { ExpressionBody: { } expression } lambda:
                return lambda.WithBody(Awaited(Visited(expression)));
            case MethodDeclarationSyntax { Body: { } body } method:
                return method.WithBody(Rewritten(body));
            case LocalFunctionStatementSyntax { Body: { } body } local:
                return local.WithBody(Rewritten(body));
            case AnonymousFunctionExpressionSyntax { Block: { } body } lambda:
                return lambda.WithBody(Rewritten(body));
            default:
                return function;
        }
    }

    // Functions within have returns of their own.
    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => node;

    public override SyntaxNode? VisitAnonymousMethodExpression(AnonymousMethodExpressionSyntax node) => node;

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        if (node.Expression is not { } expression)
        {
            return node;
        }

        if (returnsResult)
        {
            return node.WithExpression(Awaited(expression));
        }

        var bare = SyntaxFactory.ReturnStatement().WithTriviaFrom(node);
        if (IsFinished(expression))
        {
            return bare;
        }

        var awaiting = SyntaxFactory.ExpressionStatement(Awaited(expression));
        return SyntaxFactory.Block(awaiting.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed), bare.WithoutTrivia())
            .WithTriviaFrom(node).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private BlockSyntax Rewritten(BlockSyntax body)
    {
        // The last statement need not return: it is the end anyway.
        if (!returnsResult && body.Statements.Count > 0 && body.Statements[body.Statements.Count - 1] is ReturnStatementSyntax { Expression: { } last } end)
        {
            body = IsFinished(last)
                ? body.RemoveNode(end, end.GetLeadingTrivia().All(IsSpace) ? SyntaxRemoveOptions.KeepNoTrivia : SyntaxRemoveOptions.KeepLeadingTrivia)!
                : body.ReplaceNode(end, SyntaxFactory.ExpressionStatement(Awaited(last)).WithTriviaFrom(end));
        }

        return (BlockSyntax)Visit(body)!;
    }

    private ExpressionSyntax Visited(ExpressionSyntax expression) => (ExpressionSyntax)Visit(expression)!;

    private ExpressionSyntax Awaited(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case AwaitExpressionSyntax or ThrowExpressionSyntax:
                return expression;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult", Expression: var type }, ArgumentList.Arguments: { Count: 1 } arguments } when IsTaskName(type):
                return arguments[0].Expression.WithTriviaFrom(expression);
            case ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, Initializer: null } when returnsResult:
                return arguments[0].Expression.WithTriviaFrom(expression);
            default:
                return AwaitSyntax.Of(expression);
        }
    }

    private static bool IsSpace(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static bool IsFinished(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } or DefaultExpressionSyntax => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask", Expression: var type } => IsTaskName(type),
        _ => false,
    };

    private static bool IsTaskName(ExpressionSyntax type) => type is SimpleNameSyntax { Identifier.ValueText: "Task" or "ValueTask" }
        or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Task" or "ValueTask" };
}
