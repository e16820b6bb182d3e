using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// NIKA207: a pod writes to Redis by StackExchange.Redis, and neither the write nor anything after it in the method gives the key an expiry.
/// {0} the method, {1} what to write.
/// </summary>
internal static class RawWriteWithoutExpiryRule
{
    public static void Register(CallRules calls, UsageScope scope)
    {
        if (calls.Compilation.GetTypeByMetadataName("StackExchange.Redis.IDatabaseAsync") is null)
        {
            return;
        }

        calls.Add((name, context) => RedisWrites.KeyParameterOf(name) is not null && scope.Covers(context.ContainingSymbol), Analyze);
    }

    private static void Analyze(OperationContext<IInvocationOperation> context)
    {
        var call = context.Operation;
        if (!RedisApi.IsOf(call.TargetMethod)
            || RedisWrites.KeyParameterOf(call.TargetMethod.Name) is not { } keyParameter
            || RedisExpiry.IsGivenBy(call)
            || ArgumentOf(call, "keepTtl")?.Value.ConstantValue is { HasValue: true, Value: true })
        {
            return;
        }

        if (!RedisExpiry.Follows(call, KeysOf(call, keyParameter)))
        {
            bool takesExpiry = ArgumentOf(call, "expiry") is not null;
            context.ReportDiagnostic(Diagnostic.Create(
                UsageRules.RawWriteWithoutExpiry,
                call.Syntax.MemberLocation(),
                call.TargetMethod.Name,
                takesExpiry ? "give it an 'expiry'" : "give the key an expiry beside it, by 'KeyExpire'"));
        }
    }

    /// <summary>The keys that a call writes: one; or those of an MSET that are spelled out; or else what they are taken from.</summary>
    private static IEnumerable<IOperation> KeysOf(IInvocationOperation call, string keyParameter)
    {
        if (ArgumentOf(call, keyParameter) is { } key)
        {
            return [key.Value];
        }

        var values = ArgumentOf(call, "values")?.Value.WithoutConversion();
        var pairs = values switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            null => [],
            _ => [values],
        };
        return pairs.Select(pair => pair.WithoutConversion() is IObjectCreationOperation { Arguments: { Length: 2 } arguments } ? arguments[0].Value : pair);
    }

    private static IArgumentOperation? ArgumentOf(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);
}
