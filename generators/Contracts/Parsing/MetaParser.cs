using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads what feeds the envelope: constants of the type, members marked for a field, members known by name or type.</summary>
internal static class MetaParser
{
    private const int MaxTags = 16;

    /// <summary>The fields that members feed without being marked: by name, of this type.</summary>
    private static readonly (string Field, string IdType)[] ByName =
    [
        ("JobId", KnownNames.JobId),
        ("EntityId", KnownNames.EntityId),
        ("SessionId", KnownNames.SessionId),
        ("ParentId", KnownNames.EntityId),
        ("RootId", KnownNames.EntityId),
    ];

    /// <summary>The fields that the first member of a type feeds.</summary>
    private static readonly (string Field, string EnumType)[] ByType =
    [
        ("Status", KnownNames.EntityStatus),
        ("EntityKind", KnownNames.EntityKind),
    ];

    public static MetaModel Parse(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        var feeds = new List<MetaFeedModel>();
        foreach (var member in members)
        {
            if (member.FindAttribute(KnownNames.MetaAttribute) is { } attribute)
            {
                AddMarked(type, member, attribute, feeds, problems);
            }
        }

        foreach (var (field, idType) in ByName)
        {
            AddUnlessMarked(feeds, field, members.FirstOrDefault(m => m.Name == field && IsOf(m, idType)));
        }

        foreach (var (field, enumType) in ByType)
        {
            AddUnlessMarked(feeds, field, members.FirstOrDefault(m => IsOf(m, enumType)));
        }

        var constants = type.FindAttribute(KnownNames.MetaAttribute);
        var tags = TagsOf(constants);
        if (tags.Length > MaxTags || tags.Any(string.IsNullOrEmpty))
        {
            problems.Add(RuleIds.InvalidMeta, type, constants, type.Name, "Tags", $"at most {MaxTags} tags, none of them empty");
        }

        return new MetaModel(constants?.Named<string>("Domain"), constants?.Named<string>("Intent"), tags, feeds.ToImmutableArray());
    }

    private static void AddMarked(INamedTypeSymbol type, ParsedMember member, AttributeData attribute, List<MetaFeedModel> feeds, Problems problems)
    {
        string? field = attribute.EnumArgument();
        if (field is null)
        {
            problems.Add(RuleIds.InvalidMeta, member.Symbol, attribute, type.Name, member.Name, "on a member, name the field it feeds");
            return;
        }

        string expected = field switch
        {
            "SessionId" => KnownNames.SessionId,
            "EntityId" or "ParentId" or "RootId" => KnownNames.EntityId,
            "JobId" => KnownNames.JobId,
            "Role" => KnownNames.RoleName,
            "Status" => KnownNames.EntityStatus,
            "EntityKind" => KnownNames.EntityKind,
            _ => "string",
        };
        bool fits = expected == "string" ? member.Type.SpecialType == SpecialType.System_String : Underlying(member.Type).IsInNika(expected);
        if (!fits)
        {
            problems.Add(RuleIds.InvalidMeta, member.Symbol, attribute, type.Name, member.Name, $"{field} is fed by a {expected}");
        }
        else if (feeds.Exists(f => f.Field == field))
        {
            problems.Add(RuleIds.InvalidMeta, member.Symbol, attribute, type.Name, member.Name, $"another member feeds {field} already");
        }
        else
        {
            feeds.Add(FeedOf(field, member));
        }
    }

    private static void AddUnlessMarked(List<MetaFeedModel> feeds, string field, ParsedMember? member)
    {
        if (member is not null && !feeds.Exists(f => f.Field == field))
        {
            feeds.Add(FeedOf(field, member));
        }
    }

    private static MetaFeedModel FeedOf(string field, ParsedMember member) =>
        new(field, member.Identifier, member.Type.IsReferenceType || !SymbolEqualityComparer.Default.Equals(Underlying(member.Type), member.Type));

    private static bool IsOf(ParsedMember member, string name) => member.Model is not null && Underlying(member.Type).IsInNika(name);

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static ImmutableArray<string> TagsOf(AttributeData? constants)
    {
        if (constants is not null)
        {
            foreach (var argument in constants.NamedArguments)
            {
                if (argument.Key == "Tags" && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false })
                {
                    return argument.Value.Values.Select(v => v.Value as string ?? "").ToImmutableArray();
                }
            }
        }

        return [];
    }
}
