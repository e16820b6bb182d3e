using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>
/// Tells by its name what is likely a secret: text or bytes, in parts too. Only names that hardly mean anything else: <c>AccessToken</c> but not
/// <c>PageToken</c> or <c>PromptTokens</c>, <c>ApiKey</c> but not <c>CacheKey</c>.
/// </summary>
internal static class Secrets
{
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal)
    {
        "password", "passwords", "passwd", "pwd", "passphrase", "secret", "secrets", "credential", "credentials", "apikey",
    };

    private static readonly HashSet<string> SecretTokens = new(StringComparer.Ordinal)
    {
        "access", "api", "auth", "authentication", "authorization", "bearer", "jwt", "oauth", "refresh", "security", "session",
    };

    private static readonly HashSet<string> SecretKeys = new(StringComparer.Ordinal)
    {
        "access", "api", "encryption", "private", "secret", "signing", "ssh",
    };

    /// <summary>The paths of what looks like a secret, from the member on.</summary>
    public static IEnumerable<string> In(ParsedMember member, CancellationToken cancellationToken) =>
        In(member, member.Name, new HashSet<ISymbol>(SymbolEqualityComparer.Default), cancellationToken);

    private static IEnumerable<string> In(ParsedMember member, string path, HashSet<ISymbol> open, CancellationToken cancellationToken)
    {
        if (member.Model is not { } model)
        {
            return [];
        }

        if (IsTextOrBytes(model.Value))
        {
            return IsSecret(member.Name) ? [path] : [];
        }

        // A part may contain itself.
        return Parts.In(member.Type) is { } part && open.Add(part)
            ? Parts.MembersOf(part, cancellationToken).SelectMany(inner => In(inner, path + "." + inner.Name, open, cancellationToken))
            : [];
    }

    private static bool IsTextOrBytes(ValueModel value) =>
        value.Kind is ValueKind.String or ValueKind.Bytes or ValueKind.Memory || (value.Element is { } element && IsTextOrBytes(element));

    private static bool IsSecret(string name)
    {
        string[] words = WireNames.SnakeCase(name).Split('_');
        string last = words[words.Length - 1];
        string before = words.Length > 1 ? words[words.Length - 2] : "";
        return Always.Contains(last)
            || (last == "token" && (before.Length == 0 || SecretTokens.Contains(before)))
            || (last == "key" && SecretKeys.Contains(before));
    }
}
