using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Looks at code by its names first. Whoever asks for an operation has the compiler bind the member around it once more; an action on operations has it bind
/// all of the project once more, a sixth of the compilation. So each rule says by syntax alone what may concern it.
/// </summary>
internal static class CallAnalysis
{
    /// <summary>Has uses of the properties of a name looked at.</summary>
    public static void RegisterPropertyAction(this CompilationStartAnalysisContext start, string name, Action<OperationContext<IPropertyReferenceOperation>> analyze) =>
        start.RegisterSyntaxNodeAction(
            context =>
            {
                var property = context.Node is SubpatternSyntax pattern ? pattern.ExpressionColon?.Expression : (ExpressionSyntax)context.Node;
                if (property is not null && NameOf(property) == name)
                {
                    OperationContext<IPropertyReferenceOperation>.Bind(property, context, analyze);
                }
            },
            SyntaxKind.SimpleMemberAccessExpression,
            SyntaxKind.MemberBindingExpression,
            SyntaxKind.Subpattern);

    /// <summary>Whether the innermost function around a node is async.</summary>
    public static bool IsInAsyncFunction(this SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    // Whether a program's statements await, their method knows.
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    public static string? NameOf(this ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
