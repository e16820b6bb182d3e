using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>
/// Chooses how an instance is made: by the constructor with System.Text.Json's <c>[JsonConstructor]</c>; else a positional record's own; else the one public constructor whose
/// parameters are members; else the one without parameters.
/// </summary>
internal static class ConstructorFinder
{
    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.MinimallyQualifiedFormat.WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters);

    /// <returns>The constructor whose parameters are members (each then knows its parameter); null for the one without parameters.</returns>
    public static IMethodSymbol? Find(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems, CancellationToken cancellationToken)
    {
        var chosen = type.InstanceConstructors.Where(c => IsChosen(c, cancellationToken)).ToList();
        if (chosen.Count > 0)
        {
            return Chosen(type, chosen, members, problems);
        }

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
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, $"the public constructors {Named(fitting)} match the members");
            return Assign(fitting[0], Match(fitting[0], members)!);
        }

        // An abstract type is reported as such; its constructors are not for us.
        if (!hasParameterless && !type.IsAbstract)
        {
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, "no public constructor matches the members by name and type, and none is without parameters");
        }

        return null;
    }

    private static IMethodSymbol? Chosen(INamedTypeSymbol type, List<IMethodSymbol> chosen, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        if (chosen.Count > 1)
        {
            problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, $"the constructors {Named(chosen)} have [JsonConstructor]");
        }

        var constructor = chosen[0];
        if (constructor.Parameters.IsEmpty)
        {
            return null;
        }

        if (Match(constructor, members) is { } matched)
        {
            return Assign(constructor, matched);
        }

        problems.Add(RuleIds.AmbiguousConstructor, type, null, type.Name, $"the constructor {Named(chosen)} with [JsonConstructor] does not match the members by name and type");
        return null;
    }

    private static string Named(IEnumerable<IMethodSymbol> constructors) => string.Join(" and ", constructors.Select(c => $"'{c.ToDisplayString(Signature)}'"));

    /// <summary>Whether <c>[JsonConstructor]</c> says so. Attributes are bound only where there are any: most constructors have none.</summary>
    private static bool IsChosen(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            bool mayBe = reference.GetSyntax(cancellationToken) switch
            {
                ConstructorDeclarationSyntax declared => declared.AttributeLists.Count > 0,
                TypeDeclarationSyntax primary => primary.AttributeLists.Any(list => list.Target?.Identifier.IsKind(SyntaxKind.MethodKeyword) == true),
                _ => false,
            };
            if (mayBe)
            {
                return constructor.FindJsonAttribute(KnownNames.JsonConstructor) is not null;
            }
        }

        return false;
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
