using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a type marked <c>[Id]</c>.</summary>
internal static class IdParser
{
    public static Parsed<IdModel> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        var model = TypeParser.Parse(type, problems, cancellationToken);
        if (type.IsRecord)
        {
            problems.Add(RuleIds.UnsupportedType, type, null, type.Name, "a record, which brings an equality of its own");
        }

        return new Parsed<IdModel>(new IdModel(model), problems);
    }

    /// <summary>Whether a member of this type is an id: one marked here, or one that another assembly had generated.</summary>
    public static bool IsId(INamedTypeSymbol type)
    {
        if (!type.IsValueType)
        {
            return false;
        }

        if (type.FindAttribute(KnownNames.IdAttribute) is not null)
        {
            return true;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (candidate.Arity == 1 && candidate.IsInNika(KnownNames.IdInterface))
            {
                return true;
            }
        }

        return false;
    }
}
