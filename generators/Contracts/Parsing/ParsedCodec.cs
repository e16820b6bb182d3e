using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>A codec that a <c>[JsonCodec]</c> attribute names, while a member is parsed.</summary>
internal sealed class ParsedCodec(AttributeData attribute, INamedTypeSymbol type)
{
    /// <summary>The codec's full name.</summary>
    public string TypeName => CodeText.FullName(type);

    /// <summary>Whether it was found to write something of the member.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Whether the codec is for this type; it is used then.</summary>
    public bool Use(ITypeSymbol value)
    {
        bool fits = Fits(value);
        IsUsed |= fits;
        return fits;
    }

    /// <summary>Whether the codec is for this type.</summary>
    public bool Fits(ITypeSymbol value) => type.AllInterfaces.Any(i => IsCodec(i) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], value));

    /// <summary>Whether it is an <c>IJsonCodec&lt;T&gt;</c>.</summary>
    public static bool IsCodec(INamedTypeSymbol implemented) => implemented.Arity == 1 && implemented.IsInNika(KnownNames.CodecInterface);

    /// <summary>Says that the codec is for nothing in the member.</summary>
    public void ReportUnused(INamedTypeSymbol contract, ParsedMember member, Problems problems) => problems.Add(
        RuleIds.UnfitCodec, member.Symbol, attribute, contract.Name, member.Name, type.ToDisplayString(), member.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString());
}
