using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>A readable public property or field while its type is parsed.</summary>
internal sealed class ParsedMember(ISymbol symbol, ITypeSymbol type)
{
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

    private bool ParameterMayHaveAttributes { get; set; }

    /// <summary>An attribute of the member, or of the positional parameter it comes from.</summary>
    public AttributeData? FindAttribute(string name) =>
        (mayHaveAttributes ? Symbol.FindAttribute(name) : null) ?? (ParameterMayHaveAttributes ? Parameter!.FindAttribute(name) : null);

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
