using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA211: nobody looks whether a hash was refused. {0} the method. Of streams nobody need look: a publish is fail-open, and its
/// message small. A result assigned to <c>_</c> has been thought about.
/// </summary>
internal sealed class IgnoredRefusalRule
{
    private readonly INamedTypeSymbol nika;

    private IgnoredRefusalRule(INamedTypeSymbol nika) => this.nika = nika;

    public static void Register(CallRules calls)
    {
        if (calls.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.Nika)) is { } nika)
        {
            calls.Add((name, _) => name is "Set" or "SetAsync", new IgnoredRefusalRule(nika).Analyze);
        }
    }

    private void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        if (IsNikas(call.TargetMethod) && IsIgnored(call))
        {
            context.ReportDiagnostic(Diagnostic.Create(UsageRules.IgnoredRefusal, call.Syntax.MemberLocation(), call.TargetMethod.Name));
        }
    }

    private bool IsNikas(IMethodSymbol method) =>
        method.Arity == 1
        && (SymbolEqualityComparer.Default.Equals(method.ContainingType, nika) || method.ContainingType.AllInterfaces.Contains(nika, SymbolEqualityComparer.Default));

    // A task that is not awaited at all is NIKA203's.
    private static bool IsIgnored(IInvocationOperation call)
    {
        IOperation value = call;
        if (call.TargetMethod.Name == "SetAsync")
        {
            while (value.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" } wrapper)
            {
                value = wrapper;
            }

            if (value.Parent is not IAwaitOperation awaited)
            {
                return false;
            }

            value = awaited;
        }

        if (value.Parent is IConditionalAccessOperation access && ReferenceEquals(access.WhenNotNull, value))
        {
            value = access;
        }

        return value.Parent is IExpressionStatementOperation;
    }
}
