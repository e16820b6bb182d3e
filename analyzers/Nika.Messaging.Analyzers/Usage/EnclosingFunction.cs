using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>What lies around an operation.</summary>
internal static class EnclosingFunction
{
    /// <summary>The innermost lambda, local function or member around an operation; null in a field's initializer.</summary>
    public static IMethodSymbol? Of(IOperation operation, ISymbol containing)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol;
                case ILocalFunctionOperation local:
                    return local.Symbol;
                default:
                    break;
            }
        }

        return containing as IMethodSymbol;
    }

    /// <summary>Whether an operation lies in a lock, where nothing can be awaited, of the same function.</summary>
    public static bool IsInLock(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); parent = parent.Parent)
        {
            if (parent is ILockOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an operation lies in a catch or finally clause: what is done there is often to be done all the same.</summary>
    public static bool IsInCleanup(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            if (parent is ICatchClauseOperation || (parent is ITryOperation { Finally: { } cleanup } && ReferenceEquals(cleanup, child)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The cancellation token that the innermost function with one takes.</summary>
    public static IParameterSymbol? TokenAtHand(IOperation operation, ISymbol containing, ITypeSymbol tokenType)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            var function = parent switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is null)
            {
                continue;
            }

            if (TokenOf(function, tokenType) is { } token)
            {
                return token;
            }

            if (function.IsStatic && function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            {
                return null;
            }
        }

        return containing is IMethodSymbol method ? TokenOf(method, tokenType) : null;
    }

    private static IParameterSymbol? TokenOf(IMethodSymbol function, ITypeSymbol tokenType)
    {
        foreach (var parameter in function.Parameters)
        {
            // A discard cannot be passed on.
            if (SymbolEqualityComparer.Default.Equals(parameter.Type, tokenType) && !parameter.IsDiscard)
            {
                return parameter;
            }
        }

        return null;
    }
}
