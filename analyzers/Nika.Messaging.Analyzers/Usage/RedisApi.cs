using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Analyzers;

/// <summary>Recognizes StackExchange.Redis.</summary>
internal static class RedisApi
{
    /// <summary>What its methods are called.</summary>
    public static HashSet<string> MethodNames(INamespaceSymbol redis) =>
        new(redis.GetTypeMembers().SelectMany(type => type.GetMembers()).OfType<IMethodSymbol>().Select(method => method.Name), StringComparer.Ordinal);

    public static bool IsOf(IMethodSymbol method) => method.ContainingNamespace is
    {
        Name: "Redis",
        ContainingNamespace: { Name: "StackExchange", ContainingNamespace.IsGlobalNamespace: true },
    };
}
