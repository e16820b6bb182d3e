using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>Small steps between operations and their syntax.</summary>
internal static class OperationText
{
    /// <summary>What is converted, if it is.</summary>
    public static IOperation WithoutConversion(this IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>Where the name of the member stands that is called or read: <c>Wait</c> of <c>task.Wait()</c>.</summary>
    public static Location MemberLocation(this SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => invocation.Expression.MemberLocation(),
        MemberAccessExpressionSyntax access => access.Name.MemberLocation(),
        MemberBindingExpressionSyntax binding => binding.Name.MemberLocation(),
        SimpleNameSyntax name => name.Identifier.GetLocation(),
        _ => syntax.GetLocation(),
    };
}
