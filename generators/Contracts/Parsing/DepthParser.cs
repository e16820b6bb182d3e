using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds types that contain themselves, and the limits they declare.</summary>
internal static class DepthParser
{
    /// <summary>How deep a document may nest: as <c>JsonReader.DefaultMaxDepth</c> says.</summary>
    private const int LargestMaxDepth = 64;

    /// <summary>The type's limit; null if it declares none, which is a problem if a value of it can be inside another.</summary>
    public static int? MaxDepthOf(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.MaxDepthAttribute) is { } attribute)
        {
            int depth = attribute.Argument<int>();
            if (depth is < 1 or > LargestMaxDepth)
            {
                problems.Add(RuleIds.UnboundedDepth, type, attribute, type.Name, $"a limit of {depth} is not from 1 to {LargestMaxDepth}");
            }

            return depth;
        }

        if (problems.Uses.Count > 0 && Reaches(type, problems.Uses, out var through, cancellationToken))
        {
            string way = SymbolEqualityComparer.Default.Equals(type, through) ? "it contains itself" : $"it contains itself, by way of '{through!.Name}'";
            problems.Add(RuleIds.UnboundedDepth, type, null, type.Name, way);
        }

        return null;
    }

    /// <summary>Whether the type is among those that it uses, or that they use, without passing one that has a limit.</summary>
    private static bool Reaches(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> uses, out INamedTypeSymbol? through, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var used in uses)
        {
            var open = new Stack<INamedTypeSymbol>([used]);
            while (open.Count > 0)
            {
                var next = open.Pop();
                if (SymbolEqualityComparer.Default.Equals(next, type))
                {
                    through = used;
                    return true;
                }

                if (seen.Add(next) && next.FindAttribute(KnownNames.MaxDepthAttribute) is null)
                {
                    foreach (var part in PartsOf(next, cancellationToken))
                    {
                        open.Push(part);
                    }
                }
            }
        }

        through = null;
        return false;
    }

    private static IEnumerable<INamedTypeSymbol> PartsOf(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (!IsOurs(type))
        {
            yield break;
        }

        foreach (var member in MemberFinder.Find(type, cancellationToken))
        {
            if (!member.IsIgnored && IsOnTheWire(type, member) && LeafOf(member.Type) is { } leaf && IsOurs(leaf))
            {
                yield return leaf;
            }
        }
    }

    private static bool IsOurs(INamedTypeSymbol type) =>
        !type.DeclaringSyntaxReferences.IsEmpty
        && (type.FindAttribute(KnownNames.MessagePartAttribute) is not null || type.FindAttribute(KnownNames.MessageAttribute) is not null);

    private static bool IsOnTheWire(INamedTypeSymbol type, ParsedMember member) =>
        MemberFinder.IsSettable(member, type)
        || type.InstanceConstructors.Any(c => c.Parameters.Any(p => string.Equals(p.Name, member.Name, StringComparison.OrdinalIgnoreCase)));

    private static INamedTypeSymbol? LeafOf(ITypeSymbol type)
    {
        while (true)
        {
            if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            {
                type = nullable.TypeArguments[0];
            }
            else if (CollectionParser.Element(type, out _, out _) is { } element)
            {
                type = element;
            }
            else
            {
                return type as INamedTypeSymbol;
            }
        }
    }
}
