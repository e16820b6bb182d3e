using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>A readable public property or field while its type is parsed.</summary>
internal sealed class ParsedMember(ISymbol symbol, ITypeSymbol type)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    /// <summary>The member as written in code.</summary>
    public string Identifier => CodeText.Identifier(Symbol.Name);

    /// <summary>The constructor parameter that sets it.</summary>
    public IParameterSymbol? Parameter { get; set; }

    /// <summary>What is emitted for it; null if it is computed, and thus not on the wire.</summary>
    public MemberModel? Model { get; set; }

    /// <summary>An attribute of the member, or of the positional parameter it comes from.</summary>
    public AttributeData? FindAttribute(string name) => Symbol.FindAttribute(name) ?? Parameter?.FindAttribute(name);
}
