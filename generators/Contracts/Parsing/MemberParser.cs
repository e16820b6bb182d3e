using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Contracts;

/// <summary>Reads one member that goes over the wire.</summary>
internal static class MemberParser
{
    public static MemberModel? Parse(INamedTypeSymbol type, ParsedMember member, ValueParser values, bool setsRequired, Problems problems, CancellationToken cancellationToken)
    {
        if (member.Type.TypeKind == TypeKind.Error)
        {
            problems.LeaveToCompiler();
            return null;
        }

        var value = values.Parse(member);
        if (value is null)
        {
            return null;
        }

        string name = WireNameOf(member, problems);
        bool mustBeSet = !setsRequired && member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
        string? parameterDefault = member.Parameter is { HasExplicitDefaultValue: true } parameter ? CodeText.DefaultOf(parameter) : null;
        if (member.FindExtensionData() is { } extensionData)
        {
            RefuseOther(type, member, value, extensionData, problems);
            return new MemberModel(member.Identifier, name, value, IsRequired: false, parameterDefault, HasInitializer: false, mustBeSet, default, IsExtensionData: true);
        }

        bool hasInitializer = member.Parameter is null && !mustBeSet && HasInitializer(member.Symbol, cancellationToken);
        bool isRequired = !value.IsNullable && parameterDefault is null && !hasInitializer;
        return new MemberModel(member.Identifier, name, value, isRequired, parameterDefault, hasInitializer, mustBeSet, OldNamesOf(member, problems), IsExtensionData: false);
    }

    private static string WireNameOf(ParsedMember member, Problems problems)
    {
        var attribute = member.FindAttribute(KnownNames.WireNameAttribute) ?? member.FindJsonAttribute(KnownNames.JsonPropertyName);
        string name = attribute is null ? WireNames.SnakeCase(member.Name) : attribute.Argument<string>() ?? "";
        if (!WireNames.IsMemberName(name))
        {
            problems.Add(RuleIds.InvalidWireName, member.Symbol, attribute, member.Name, name, WireNames.MemberRule);
        }

        return name;
    }

    private static ImmutableArray<string> OldNamesOf(ParsedMember member, Problems problems)
    {
        var names = ImmutableArray<string>.Empty;
        foreach (var attribute in member.FindAttributes(KnownNames.RenamedAttribute))
        {
            string name = attribute.Named<string>("From") ?? "";
            if (!WireNames.IsMemberName(name))
            {
                problems.Add(RuleIds.InvalidWireName, member.Symbol, attribute, member.Name, name, WireNames.MemberRule);
            }

            names = names.Add(name);
        }

        return names;
    }

    private static void RefuseOther(INamedTypeSymbol type, ParsedMember member, ValueModel value, AttributeData attribute, Problems problems)
    {
        if (!value.IsDictionary || value.Element is not { Kind: ValueKind.JsonElement, IsNullable: false })
        {
            problems.Add(RuleIds.InvalidExtensionData, member.Symbol, attribute, type.Name, member.Name, "it is no dictionary of JsonElement");
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
