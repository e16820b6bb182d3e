using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>A readable public property or field while its type is parsed.</summary>
internal sealed class ParsedMember(ISymbol symbol, ITypeSymbol type)
{
    /// <summary><c>JsonIgnoreCondition.Always</c>.</summary>
    private const int IgnoredAlways = 1;

    /// <summary>Binding attributes is what costs most in the transform of an unchanged message: most members have none, which the syntax tells at once.</summary>
    private readonly bool mayHaveAttributes = MayHaveAttributes(symbol);

    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public string Name => Symbol.Name;

    /// <summary>The member as written in code.</summary>
    public string Identifier => CodeText.Identifier(Symbol.Name);

    /// <summary>The constructor parameter that sets it.</summary>
    public IParameterSymbol? Parameter
    {
        get;
        set
        {
            field = value;
            ParameterMayHaveAttributes = value is not null && MayHaveAttributes(value);
        }
    }

    /// <summary>What is emitted for it; null if it is computed, and thus not on the wire.</summary>
    public MemberModel? Model { get; set; }

    /// <summary>Whether it is not on the wire because <c>[JsonIgnore]</c> says so, always.</summary>
    public bool IsIgnored => FindJsonAttribute(KnownNames.JsonIgnore) is { } attribute
        && (attribute.NamedArguments.IsEmpty || attribute.Named<int>("Condition") == IgnoredAlways);

    private bool ParameterMayHaveAttributes { get; set; }

    /// <summary>An attribute of the member, or of the positional parameter it comes from.</summary>
    public AttributeData? FindAttribute(string name) =>
        (mayHaveAttributes ? Symbol.FindAttribute(name) : null) ?? (ParameterMayHaveAttributes ? Parameter!.FindAttribute(name) : null);

    /// <summary>All attributes of that name, of the member and of its parameter.</summary>
    public IEnumerable<AttributeData> FindAttributes(string name)
    {
        var found = mayHaveAttributes ? Symbol.GetAttributes() : [];
        return (ParameterMayHaveAttributes ? found.AddRange(Parameter!.GetAttributes()) : found).Where(a => a.AttributeClass.IsInNika(name));
    }

    /// <summary>An attribute of <c>System.Text.Json.Serialization</c>; parameters have none.</summary>
    public AttributeData? FindJsonAttribute(string name) => mayHaveAttributes ? Symbol.FindJsonAttribute(name) : null;

    /// <summary>What says that the member keeps unknown ones: ours, or System.Text.Json's.</summary>
    public AttributeData? FindExtensionData() => FindAttribute(KnownNames.ExtensionDataAttribute) ?? FindJsonAttribute(KnownNames.JsonExtensionData);

    private static bool MayHaveAttributes(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            bool hasNone = reference.GetSyntax() switch
            {
                ParameterSyntax parameter => parameter.AttributeLists.Count == 0,
                BasePropertyDeclarationSyntax property => property.AttributeLists.Count == 0,
                VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => field.AttributeLists.Count == 0,
                _ => false,
            };
            if (!hasNone)
            {
                return true;
            }
        }

        return symbol.DeclaringSyntaxReferences.IsEmpty;
    }
}
