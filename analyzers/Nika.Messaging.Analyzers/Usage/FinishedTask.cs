using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Recognizes tasks that have ended by the time their result is asked for: awaited before, asked whether they have ended, given to a
/// continuation, or out of <c>Task.WhenAny</c>. By the text's order, not by its flow: a wait missed is better than one that is none.
/// </summary>
internal static class FinishedTask
{
    public static bool IsKnown(IOperation task)
    {
        task = task.WithoutConversion();
        if (IsFromWhenAny(task))
        {
            return true;
        }

        if (SymbolOf(task) is not { } symbol)
        {
            return false;
        }

        var root = task;
        while (root.Parent is { } parent)
        {
            if (parent is IAnonymousFunctionOperation lambda && IsParameterOf(symbol, lambda))
            {
                if (lambda.Parent?.Parent is IArgumentOperation { Parent: IInvocationOperation call })
                {
                    return call.TargetMethod.Name is "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny" || IsEndedCollection(call, task);
                }

                return false;
            }

            root = parent;
        }

        return IsEnded(symbol, root, task.Syntax.SpanStart) || IsElementOfEnded(symbol, root, task.Syntax.SpanStart);
    }

    private static bool IsFromWhenAny(IOperation operation) =>
        operation is IAwaitOperation { Operation: IInvocationOperation call } && Unconfigured(call) is { TargetMethod.Name: "WhenAny" };

    // tasks.Select(task => task.Result): the tasks have been awaited together.
    private static bool IsEndedCollection(IInvocationOperation call, IOperation task)
    {
        var collection = call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        if (collection is null || SymbolOf(collection.WithoutConversion()) is not { } symbol)
        {
            return false;
        }

        IOperation root = call;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return IsEnded(symbol, root, task.Syntax.SpanStart);
    }

    private static bool IsElementOfEnded(ISymbol symbol, IOperation root, int before)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation is IForEachLoopOperation loop && SymbolOf(loop.Collection.WithoutConversion()) is { } collection)
            {
                foreach (var local in loop.Locals)
                {
                    if (SymbolEqualityComparer.Default.Equals(local, symbol))
                    {
                        return IsEnded(collection, root, before);
                    }
                }
            }
        }

        return false;
    }

    private static bool IsEnded(ISymbol symbol, IOperation root, int before)
    {
        foreach (var operation in root.Descendants())
        {
            if (operation.Syntax.SpanStart >= before)
            {
                continue;
            }

            switch (operation)
            {
                case IAwaitOperation awaited when Mentions(awaited.Operation, symbol):
                case IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "IsCanceled" or "Status", Instance: { } instance }
                    when Refers(instance, symbol):
                case IVariableDeclaratorOperation { Initializer.Value: var value } declarator
                    when SymbolEqualityComparer.Default.Equals(declarator.Symbol, symbol) && IsFromWhenAny(value.WithoutConversion()):
                case ISimpleAssignmentOperation assignment when Refers(assignment.Target, symbol) && IsFromWhenAny(assignment.Value.WithoutConversion()):
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    // await task, await task.ConfigureAwait(false), await Task.WhenAll(task, other): the task itself, not something made from its result.
    private static bool Mentions(IOperation awaited, ISymbol symbol)
    {
        if (Refers(awaited, symbol))
        {
            return true;
        }

        if (awaited is not IInvocationOperation call)
        {
            return false;
        }

        call = Unconfigured(call);
        if (call.TargetMethod.Name == "WhenAll")
        {
            foreach (var operation in call.DescendantsAndSelf())
            {
                if (Refers(operation, symbol))
                {
                    return true;
                }
            }
        }

        return call.Instance is { } instance && Refers(instance, symbol);
    }

    private static IInvocationOperation Unconfigured(IInvocationOperation call) =>
        call is { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WaitAsync", Instance: IInvocationOperation inner } ? inner : call;

    private static bool Refers(IOperation operation, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(SymbolOf(operation.WithoutConversion()), symbol);

    private static bool IsParameterOf(ISymbol symbol, IAnonymousFunctionOperation lambda)
    {
        foreach (var parameter in lambda.Symbol.Parameters)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter, symbol))
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => property.Property,
        IArrayElementReferenceOperation element => SymbolOf(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => SymbolOf(collection),
        _ => null,
    };
}
