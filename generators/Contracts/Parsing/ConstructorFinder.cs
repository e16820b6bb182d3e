using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>
/// Chooses how an instance is made: a positional record's own constructor; else the one public constructor whose parameters are members;
/// else the one without parameters.
/// </summary>
internal static class ConstructorFinder
{
    /// <returns>The constructor whose parameters are members (each then knows its parameter); null for the one without parameters.</returns>
    public static IMethodSymbol? Find(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems, CancellationToken cancellationToken)
    {
        var fitting = new List<IMethodSymbol>();
        bool hasParameterless = false;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty)
            {
                hasParameterless = true;
            }
            else if (constructor.DeclaredAccessibility == Accessibility.Public && !IsCopy(constructor) && Match(constructor, members) is { } matched)
            {
                if (type.IsRecord && IsPrimary(constructor, cancellationToken))
                {
                    return Assign(constructor, matched);
                }

                fitting.Add(constructor);
            }
        }

        if (fitting.Count == 1)
        {
            return Assign(fitting[0], Match(fitting[0], members)!);
        }

        if (fitting.Count > 1)
        {
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, "several public constructors match the members");
            return Assign(fitting[0], Match(fitting[0], members)!);
        }

        // An abstract type is reported as such; its constructors are not for us.
        if (!hasParameterless && !type.IsAbstract)
        {
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, "no public constructor matches the members by name and type, and none is without parameters");
        }

        return null;
    }

    private static IMethodSymbol Assign(IMethodSymbol constructor, ParsedMember[] matched)
    {
        for (int i = 0; i < matched.Length; i++)
        {
            matched[i].Parameter = constructor.Parameters[i];
        }

        return constructor;
    }

    private static ParsedMember[]? Match(IMethodSymbol constructor, IReadOnlyList<ParsedMember> members)
    {
        var matched = new ParsedMember[constructor.Parameters.Length];
        for (int i = 0; i < matched.Length; i++)
        {
            var parameter = constructor.Parameters[i];
            var member = members.FirstOrDefault(m => m.Name == parameter.Name)
                ?? members.FirstOrDefault(m => string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if (member is null
                || parameter.RefKind is not (RefKind.None or RefKind.In)
                || !SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type)
                || Array.IndexOf(matched, member) >= 0)
            {
                return null;
            }

            matched[i] = member;
        }

        return matched;
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static bool IsPrimary(IMethodSymbol constructor, CancellationToken cancellationToken) =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellationToken) is TypeDeclarationSyntax);
}
