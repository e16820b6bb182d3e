using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads the wire names of an enum.</summary>
internal static class EnumParser
{
    /// <param name="type">The enum.</param>
    /// <param name="member">The member that uses it: where problems are reported.</param>
    /// <param name="problems">Gathers what is wrong.</param>
    public static EnumModel Parse(INamedTypeSymbol type, ISymbol member, Problems problems)
    {
        var values = ImmutableArray.CreateBuilder<EnumValueModel>();
        var names = new HashSet<string>(System.StringComparer.Ordinal);
        var constants = new HashSet<object>();
        string? fallback = null;
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is not IFieldSymbol { HasConstantValue: true, ConstantValue: { } constant } field)
            {
                continue;
            }

            var attribute = field.FindAttribute(KnownNames.WireNameAttribute);
            string name = attribute is null ? WireNames.SnakeCase(field.Name) : attribute.Argument<string>() ?? "";
            if (!WireNames.IsMemberName(name))
            {
                problems.Add(RuleIds.InvalidWireName, member, null, type.Name + "." + field.Name, name, WireNames.MemberRule);
            }
            else if (!names.Add(name))
            {
                problems.Add(RuleIds.DuplicateWireName, member, null, type.Name, name);
            }

            string identifier = CodeText.Identifier(field.Name);
            values.Add(new EnumValueModel(identifier, name, IsAlias: !constants.Add(constant)));
            if (fallback is null && field.FindAttribute(KnownNames.FallbackAttribute) is not null)
            {
                fallback = identifier;
            }
        }

        return new EnumModel(type.Name, CodeText.FullName(type), values.ToImmutable(), fallback);
    }
}
