using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a type marked <c>[MessagePart]</c>.</summary>
internal static class PartParser
{
    public static Parsed<ShapeModel> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var problems = new Problems();
        if (type.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            // A message can be used as a part already.
            problems.LeaveToCompiler();
            return new Parsed<ShapeModel>(null, problems);
        }

        var shape = ShapeParser.Parse(type, problems, cancellationToken, out var members);
        return new Parsed<ShapeModel>(shape, problems, members);
    }

    /// <summary>Whether a member of this type is a part: one marked here, or one that another assembly had generated. Messages can be parts of others.</summary>
    public static bool IsPart(INamedTypeSymbol type)
    {
        if (type.FindAttribute(KnownNames.MessagePartAttribute) is not null || type.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            return !type.IsGenericType;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (candidate.Arity == 1
                && candidate.IsInNika(KnownNames.PartInterface)
                && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type))
            {
                return true;
            }
        }

        return false;
    }
}
