using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>Recognizes calls whose task nobody keeps: a statement of its own, or assigned to <c>_</c>.</summary>
internal static class DroppedTask
{
    private const string Unwrap = "Unwrap";

    /// <summary>Whether the task that a call returns is dropped, bare or wrapped.</summary>
    public static bool IsDropped(IInvocationOperation call)
    {
        IOperation value = call;
        while (WrapperOf(value) is { } wrapper)
        {
            value = wrapper;
        }

        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            _ => false,
        };
    }

    /// <summary>Whether a call's task may be dropped, by syntax alone: not where it is awaited, kept, returned or handed to another call.</summary>
    public static bool MayBe(SyntaxNode call)
    {
        var value = call;
        while (value.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            AwaitExpressionSyntax or ReturnStatementSyntax or EqualsValueClauseSyntax => false,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } => outer.Expression.NameOf() == Unwrap && MayBe(outer),
            _ => true,
        };
    }

    /// <summary>Whether a task is dropped, though something may be to follow it.</summary>
    public static bool IsDroppedWithContinuation(IInvocationOperation call)
    {
        while (call.Parent is IInvocationOperation { TargetMethod.Name: "ContinueWith" } continuation)
        {
            call = continuation;
        }

        return IsDropped(call);
    }

    private static IOperation? WrapperOf(IOperation value) => value.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" } call => call,
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: Unwrap } call } => call,
        IConditionalAccessOperation access when ReferenceEquals(access.WhenNotNull, value) => access,
        _ => null,
    };
}
