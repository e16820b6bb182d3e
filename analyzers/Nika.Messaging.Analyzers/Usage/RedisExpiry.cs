using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Finds what lets a key expire: StackExchange.Redis' own calls, and whoever's methods that are named for it and given the key. What comes
/// before the write does not count: the key need not be there yet, and a plain SET forgets its expiry.
/// </summary>
internal static class RedisExpiry
{
    private static readonly string[] Words = ["Expire", "Expiry", "Expiration", "Ttl", "TimeToLive"];
    private static readonly string[] Questions = ["Get", "Is", "Has", "Read"];
    private static readonly string[] Commands = ["EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT"];

    /// <summary>Whether a call of StackExchange.Redis is given an expiry that is one.</summary>
    public static bool IsGivenBy(IInvocationOperation call) =>
        call.Arguments.Any(argument => argument.Parameter?.Name == "expiry" && argument.ArgumentKind == ArgumentKind.Explicit && !IsNothing(argument.Value));

    /// <summary>Whether each of the keys that a call writes is given an expiry after it, in the same method.</summary>
    public static bool Follows(IOperation write, IEnumerable<IOperation> keys)
    {
        var root = write;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        var later = root.Descendants().OfType<IInvocationOperation>()
            .Where(call => call.Syntax.Span.End > write.Syntax.Span.End && call.Syntax.SpanStart >= write.Syntax.SpanStart && !ReferenceEquals(call, write) && Expires(call))
            .ToList();
        return keys.All(key => later.Exists(call => IsGiven(call, key) || IsInLoopOver(key, call)));
    }

    private static bool Expires(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        if (!RedisApi.IsOf(call.TargetMethod))
        {
            return Words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
                && !Questions.Any(question => name.StartsWith(question, StringComparison.Ordinal));
        }

        return name switch
        {
            "Execute" or "ExecuteAsync" => call.Arguments.FirstOrDefault()?.Value.ConstantValue is { HasValue: true, Value: string command }
                && Commands.Contains(command, StringComparer.OrdinalIgnoreCase),
            _ => (name.StartsWith("KeyExpire", StringComparison.Ordinal) && !name.StartsWith("KeyExpireTime", StringComparison.Ordinal)
                || name.StartsWith("StringSet", StringComparison.Ordinal) || name.StartsWith("StringGetSetExpiry", StringComparison.Ordinal)) && IsGivenBy(call),
        };
    }

    private static bool IsGiven(IInvocationOperation call, IOperation key)
    {
        if (call.Instance is { } instance && IsSame(instance, key))
        {
            return true;
        }

        foreach (var argument in call.Arguments)
        {
            // What a params array is given, too.
            if (IsSame(argument.Value, key)
                || (argument.Value.WithoutConversion() is IArrayCreationOperation { Initializer: { } initializer } && initializer.ElementValues.Any(element => IsSame(element, key))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call is made for each of what several keys are taken from.</summary>
    private static bool IsInLoopOver(IOperation keys, IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IForEachLoopOperation loop && IsSame(loop.Collection, keys))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNothing(IOperation value) =>
        value.WithoutConversion() is IDefaultValueOperation || value.WithoutConversion().ConstantValue is { HasValue: true, Value: null };

    private static bool IsSame(IOperation one, IOperation other)
    {
        one = one.WithoutConversion();
        other = other.WithoutConversion();
        return one.ConstantValue is { HasValue: true, Value: string text } && other.ConstantValue is { HasValue: true, Value: string otherText }
            ? text == otherText
            : SyntaxFactory.AreEquivalent(one.Syntax, other.Syntax);
    }
}
