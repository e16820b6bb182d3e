using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Follows members to the parts they are made of.</summary>
internal static class Parts
{
    /// <summary>The part that a member of this type is, or has elements of; null if there is none.</summary>
    public static INamedTypeSymbol? In(ITypeSymbol type)
    {
        while (true)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    break;
                case INamedTypeSymbol { IsGenericType: true } generic:
                    type = generic.TypeArguments[generic.TypeArguments.Length - 1];
                    break;
                default:
                    return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && PartParser.IsPart(named) ? named : null;
            }
        }
    }

    /// <summary>The members of a part, or of a message used as one. None for a type whose author wrote by hand what is generated for others.</summary>
    public static IReadOnlyList<ParsedMember> MembersOf(INamedTypeSymbol part, CancellationToken cancellationToken)
    {
        if (part.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            return MessageParser.Parse(part, cancellationToken).Members;
        }

        return part.FindAttribute(KnownNames.MessagePartAttribute) is not null ? PartParser.Parse(part, cancellationToken).Members : [];
    }
}
