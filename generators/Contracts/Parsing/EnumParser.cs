using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
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
        bool isFlags = type.GetAttributes().Any(a => a.AttributeClass is { Name: "FlagsAttribute", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });
        var values = ImmutableArray.CreateBuilder<EnumValueModel>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var constants = new HashSet<ulong>();
        string? fallback = null;
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is not IFieldSymbol { HasConstantValue: true, ConstantValue: { } constant } field)
            {
                continue;
            }

            var attribute = field.FindAttribute(KnownNames.WireNameAttribute) ?? field.FindJsonAttribute(KnownNames.JsonEnumMemberName);
            string name = attribute is null ? WireNames.SnakeCase(field.Name) : attribute.Argument<string>() ?? "";
            string identifier = CodeText.Identifier(field.Name);
            ulong bits = BitsOf(constant);
            Add(name, isAlias: !constants.Add(bits));
            foreach (var renamed in field.GetAttributes().Where(a => a.AttributeClass.IsInNika(KnownNames.RenamedAttribute)))
            {
                Add(renamed.Named<string>("From") ?? "", isAlias: true);
            }

            void Add(string wireName, bool isAlias)
            {
                if (!WireNames.IsMemberName(wireName) || (isFlags && !WireNames.IsFlagName(wireName)))
                {
                    problems.Add(RuleIds.InvalidWireName, member, null, type.Name + "." + field.Name, wireName, isFlags ? WireNames.FlagRule : WireNames.MemberRule);
                }
                else if (!names.Add(wireName))
                {
                    problems.Add(RuleIds.DuplicateWireName, member, null, type.Name, wireName);
                }

                values.Add(new EnumValueModel(identifier, wireName, isAlias, bits));
            }

            if (fallback is null && field.FindAttribute(KnownNames.FallbackAttribute) is not null)
            {
                fallback = identifier;
            }
        }

        return new EnumModel(type.Name, CodeText.FullName(type), values.ToImmutable(), fallback, isFlags);
    }

    private static ulong BitsOf(object constant) => constant is ulong large ? large : unchecked((ulong)Convert.ToInt64(constant, CultureInfo.InvariantCulture));
}
