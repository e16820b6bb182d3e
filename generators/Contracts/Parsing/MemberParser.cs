using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>Reads one member that goes over the wire.</summary>
internal static class MemberParser
{
    public static MemberModel? Parse(INamedTypeSymbol type, ParsedMember member, bool setsRequired, Problems problems, CancellationToken cancellationToken)
    {
        if (member.Type.TypeKind == TypeKind.Error)
        {
            problems.LeaveToCompiler();
            return null;
        }

        var value = ValueParser.Parse(member.Type, member.Symbol, problems);
        if (value is null)
        {
            problems.Add(RuleIds.UnsupportedMember, member.Symbol, null, type.Name, member.Name, member.Type.ToDisplayString());
            return null;
        }

        problems.Use(ValueTypeOf(member.Type));
        var wireName = member.FindAttribute(KnownNames.WireNameAttribute);
        string name = wireName is null ? WireNames.SnakeCase(member.Name) : wireName.Argument<string>() ?? "";
        if (!WireNames.IsMemberName(name))
        {
            problems.Add(RuleIds.InvalidWireName, member.Symbol, wireName, member.Name, name, WireNames.MemberRule);
        }

        bool mustBeSet = !setsRequired && member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
        string? parameterDefault = member.Parameter is { HasExplicitDefaultValue: true } parameter ? CodeText.DefaultOf(parameter) : null;
        bool hasInitializer = member.Parameter is null && !mustBeSet && HasInitializer(member.Symbol, cancellationToken);
        bool isRequired = !value.IsNullable && parameterDefault is null && !hasInitializer;
        return new MemberModel(member.Identifier, name, value, isRequired, parameterDefault, hasInitializer, mustBeSet);
    }

    /// <summary>The type itself, or that of the elements in it.</summary>
    private static ITypeSymbol ValueTypeOf(ITypeSymbol type)
    {
        while (true)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    break;
                case INamedTypeSymbol { Arity: 1, DeclaringSyntaxReferences.IsEmpty: true } list:
                    type = list.TypeArguments[0];
                    break;
                default:
                    return type;
            }
        }
    }

    private static bool HasInitializer(ISymbol symbol, CancellationToken cancellationToken)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { Initializer: not null } or VariableDeclaratorSyntax { Initializer: not null })
            {
                return true;
            }
        }

        return false;
    }
}
