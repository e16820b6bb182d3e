using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA204: a handler calls something asynchronous that could be cancelled, and does not say with what. {0} the method, {1} the token
/// at hand. A token that is passed on purpose, whichever it is, is left alone, and so is what is done in catch and finally clauses.
/// </summary>
internal sealed class TokenNotForwardedRule
{
    private readonly UsageScope scope;
    private readonly TaskTypes tasks;
    private readonly INamedTypeSymbol tokenType;

    private TokenNotForwardedRule(UsageScope scope, TaskTypes tasks, INamedTypeSymbol tokenType)
    {
        this.scope = scope;
        this.tasks = tasks;
        this.tokenType = tokenType;
    }

    public static void Register(CallRules calls, UsageScope scope, TaskTypes tasks)
    {
        if (calls.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken") is { } token)
        {
            calls.Add(
                (name, context) => name != "ContinueWith" && scope.IsInHandler(context.ContainingSymbol),
                new TokenNotForwardedRule(scope, tasks, token).Analyze);
        }
    }

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        var method = call.TargetMethod;
        if (!IsAsynchronous(method.ReturnType)
            || EnclosingFunction.TokenAtHand(call, context.ContainingSymbol, tokenType) is not { } token
            || ParameterLeftOut(call) is not { } name
            || IsCancelledOtherwise(call)
            || EnclosingFunction.IsInCleanup(call))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            UsageRules.TokenNotForwarded, call.Syntax.MemberLocation(), TokenProperties.Of(token.Name, name), method.Name, token.Name));
    }

    private bool IsAsynchronous(ITypeSymbol type) =>
        tasks.IsTask(type) || type is INamedTypeSymbol { Name: "IAsyncEnumerable", Arity: 1 };

    /// <summary>The name of the token's parameter, of the method called or of another form of it; null if a token is passed, or none can be.</summary>
    private string? ParameterLeftOut(IInvocationOperation call)
    {
        string? optional = null;
        foreach (var argument in call.Arguments)
        {
            if (IsToken(argument.Parameter?.Type))
            {
                if (argument.ArgumentKind != ArgumentKind.DefaultValue)
                {
                    return null;
                }

                optional = argument.Parameter!.Name;
            }
        }

        return optional ?? FormWithToken(call.TargetMethod);
    }

    private string? FormWithToken(IMethodSymbol method)
    {
        var declared = method.OriginalDefinition;
        foreach (var member in declared.ContainingType.GetMembers(declared.Name))
        {
            if (member is IMethodSymbol { Parameters: { Length: > 0 } parameters } form
                && form.Arity == declared.Arity
                && form.IsStatic == declared.IsStatic
                && form.DeclaredAccessibility == declared.DeclaredAccessibility
                && parameters.Length == declared.Parameters.Length + 1
                && IsToken(parameters[parameters.Length - 1].Type)
                && AreAlike(form.Arity == 0 ? form : form.Construct([.. declared.TypeParameters]), declared))
            {
                return parameters[parameters.Length - 1].Name;
            }
        }

        return null;
    }

    private static bool AreAlike(IMethodSymbol form, IMethodSymbol method)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            if (method.Parameters[i].IsParams || !SymbolEqualityComparer.Default.Equals(form.Parameters[i].Type, method.Parameters[i].Type))
            {
                return false;
            }
        }

        return SymbolEqualityComparer.Default.Equals(form.ReturnType, method.ReturnType);
    }

    // stream.WithCancellation(token), task.WaitAsync(token)
    private static bool IsCancelledOtherwise(IInvocationOperation call)
    {
        var wrapper = call.Parent is IArgumentOperation argument ? argument.Parent : call.Parent;
        return wrapper is IInvocationOperation { TargetMethod.Name: "WithCancellation" or "WaitAsync" };
    }

    private bool IsToken(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type, tokenType);
}
