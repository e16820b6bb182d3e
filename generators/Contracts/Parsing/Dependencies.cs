using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Follows the types that a contract is made of, and those that they are made of.</summary>
internal static class Dependencies
{
    public static bool AreValid(IReadOnlyList<INamedTypeSymbol> types, CancellationToken cancellationToken)
    {
        if (types.Count == 0)
        {
            return true;
        }

        // A part may contain itself.
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<INamedTypeSymbol>(types);
        while (open.Count > 0)
        {
            var type = open.Pop();
            if (seen.Add(type))
            {
                if (!IsValid(type, out var uses, cancellationToken))
                {
                    return false;
                }

                foreach (var used in uses)
                {
                    open.Push(used);
                }
            }
        }

        return true;
    }

    private static bool IsValid(INamedTypeSymbol type, out IReadOnlyList<INamedTypeSymbol> uses, CancellationToken cancellationToken)
    {
        if (type.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            return Take(MessageParser.Parse(type, cancellationToken), out uses);
        }

        if (type.FindAttribute(KnownNames.MessagePartAttribute) is not null)
        {
            return Take(PartParser.Parse(type, cancellationToken), out uses);
        }

        if (type.FindAttribute(KnownNames.IdAttribute) is not null)
        {
            return Take(IdParser.Parse(type, cancellationToken), out uses);
        }

        // An enum, or a type whose author wrote what we would emit.
        uses = [];
        return true;
    }

    private static bool Take<TModel>(Parsed<TModel> parsed, out IReadOnlyList<INamedTypeSymbol> uses)
        where TModel : class
    {
        uses = parsed.Uses;
        return parsed.Model is not null;
    }
}
