using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds the codecs that a contract may use: a member's own, and those of its assembly for types that have no form.</summary>
internal sealed class CodecParser(INamedTypeSymbol contract)
{
    private List<ParsedCodec>? ofAssembly;

    /// <summary>The member's own codec.</summary>
    public static ParsedCodec? Of(ParsedMember member, Problems problems)
    {
        if (member.FindAttribute(KnownNames.CodecAttribute) is not { } attribute)
        {
            return null;
        }

        if (Read(attribute) is { } codec)
        {
            return codec;
        }

        problems.LeaveToCompiler();
        return null;
    }

    /// <summary>The assembly's codec for a type.</summary>
    public ParsedCodec? OfAssembly(ITypeSymbol value)
    {
        ofAssembly ??= [.. contract.ContainingAssembly.GetAttributes()
            .Where(a => a.AttributeClass.IsInNika(KnownNames.CodecAttribute)).Select(Read).OfType<ParsedCodec>()];
        return ofAssembly.Find(c => c.Fits(value));
    }

    /// <summary>Whether what an attribute of the assembly names can be nobody's codec; what does not compile is left to the compiler.</summary>
    public static bool IsNone(AttributeData attribute) =>
        attribute.Argument<ITypeSymbol>() is { } type && type.TypeKind != TypeKind.Error && !type.AllInterfaces.Any(ParsedCodec.IsCodec);

    private static ParsedCodec? Read(AttributeData attribute) =>
        attribute.Argument<INamedTypeSymbol>() is { } type && type.TypeKind != TypeKind.Error
            ? new ParsedCodec(attribute, type)
            : null;
}
