using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>NIKA202: async code, or a handler, waits for the outside world where it need not. {0} the method, {1} its async twin.</summary>
internal sealed class BlockingCallRule
{
    private readonly UsageScope scope;
    private readonly AsyncTwins twins;
    private readonly INamedTypeSymbol? tokenType;

    private BlockingCallRule(Compilation compilation, UsageScope scope, TaskTypes tasks)
    {
        this.scope = scope;
        twins = new AsyncTwins(compilation, tasks);
        tokenType = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
    }

    public static void Register(CallRules calls, UsageScope scope, TaskTypes tasks)
    {
        var names = new AsyncTwinNames(calls.Compilation);
        calls.Add(
            (name, context) => context.Node.Parent is not AwaitExpressionSyntax
                && ((scope.IsPod && context.Node.IsInAsyncFunction()) || scope.IsInHandler(context.ContainingSymbol))
                && names.Contain(name),
            new BlockingCallRule(calls.Compilation, scope, tasks).Analyze);
    }

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        if (twins.Of(call.TargetMethod) is { } twin
            && twins.MayWait(call.Instance?.WithoutConversion().Type)
            && !IsFireAndForget(call)
            && IsAsyncOrHandlers(context)
            && !EnclosingFunction.IsInLock(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                UsageRules.BlockingCall, call.Syntax.MemberLocation(), TokenFor(call, twin, context.ContainingSymbol), call.TargetMethod.Name, twin.Name));
        }
    }

    private ImmutableDictionary<string, string?> TokenFor(IInvocationOperation call, IMethodSymbol twin, ISymbol containing)
    {
        if (tokenType is not null)
        {
            for (int i = call.TargetMethod.Parameters.Length; i < twin.Parameters.Length; i++)
            {
                if (SymbolEqualityComparer.Default.Equals(twin.Parameters[i].Type, tokenType))
                {
                    return EnclosingFunction.TokenAtHand(call, containing, tokenType) is { } token
                        ? TokenProperties.Of(token.Name, twin.Parameters[i].Name)
                        : ImmutableDictionary<string, string?>.Empty;
                }
            }
        }

        return ImmutableDictionary<string, string?>.Empty;
    }

    private bool IsAsyncOrHandlers(OperationContext<IInvocationOperation> context)
    {
        var function = EnclosingFunction.Of(context.Operation, context.ContainingSymbol);
        if (function is null or { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor })
        {
            return false;
        }

        return (function.IsAsync && scope.IsPod) || scope.IsInHandler(context.ContainingSymbol);
    }

    // StackExchange.Redis does not wait for what it is told to forget.
    private static bool IsFireAndForget(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.WithoutConversion() is IFieldReferenceOperation { Field: { Name: "FireAndForget", ContainingType.Name: "CommandFlags" } })
            {
                return true;
            }
        }

        return false;
    }
}
