using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads the members of a message or part, and how an instance is made of them.</summary>
internal static class ShapeParser
{
    public static ShapeModel Parse(INamedTypeSymbol type, Problems problems, CancellationToken cancellationToken, out IReadOnlyList<ParsedMember> readable)
    {
        var typeModel = TypeParser.Parse(type, problems, cancellationToken);
        var members = MemberFinder.Find(type, cancellationToken);
        var constructor = ConstructorFinder.Find(type, members, problems, cancellationToken);
        bool setsRequired = constructor?.GetAttributes().Any(a => a.AttributeClass?.Name == "SetsRequiredMembersAttribute") == true;

        var models = ImmutableArray.CreateBuilder<MemberModel>(members.Count);
        var values = new ValueParser(type, problems);
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member.IsIgnored)
            {
                RefuseIfNeeded(type, member, setsRequired, problems);
            }
            else if (member.Parameter is not null || MemberFinder.IsSettable(member, type))
            {
                member.Model = MemberParser.Parse(type, member, values, setsRequired, problems, cancellationToken);
                if (member.Model is not null)
                {
                    models.Add(member.Model);
                }
            }
        }

        ReportDuplicates(type, members, problems);
        readable = members;
        return new ShapeModel(typeModel, models.ToImmutable(), ArgumentsOf(constructor, members, models), DepthParser.MaxDepthOf(type, problems, cancellationToken));
    }

    /// <summary>A member that [JsonIgnore] keeps off the wire must not be needed to make an instance.</summary>
    private static void RefuseIfNeeded(INamedTypeSymbol type, ParsedMember member, bool setsRequired, Problems problems)
    {
        bool isRequired = !setsRequired && member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
        if (isRequired || member.Parameter is { HasExplicitDefaultValue: false })
        {
            string why = isRequired ? "is 'required'" : "is a constructor parameter without a default";
            problems.Add(RuleIds.AmbiguousConstructor, member.Symbol, member.FindJsonAttribute(KnownNames.JsonIgnore), type.Name, $"'{member.Name}' has [JsonIgnore], but {why}");
        }
    }

    private static ImmutableArray<ArgumentModel> ArgumentsOf(IMethodSymbol? constructor, IReadOnlyList<ParsedMember> members, ImmutableArray<MemberModel>.Builder models)
    {
        if (constructor is null)
        {
            return [];
        }

        var arguments = ImmutableArray.CreateBuilder<ArgumentModel>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            var member = members.First(m => SymbolEqualityComparer.Default.Equals(m.Parameter, parameter));
            if (member.Model is not null)
            {
                arguments.Add(new ArgumentModel(models.IndexOf(member.Model), arguments.Count < parameter.Ordinal ? CodeText.Identifier(parameter.Name) : null));
            }
        }

        return arguments.ToImmutable();
    }

    private static void ReportDuplicates(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        var names = new HashSet<string>(System.StringComparer.Ordinal);
        ParsedMember? extensionData = null;
        foreach (var member in members)
        {
            if (member.Model is { IsExtensionData: true })
            {
                if (extensionData is not null)
                {
                    problems.Add(RuleIds.InvalidExtensionData, member.Symbol, member.FindExtensionData(), type.Name, member.Name, $"'{extensionData.Name}' does already");
                }

                extensionData = member;
            }
            else if (member.Model is { } model)
            {
                foreach (string name in model.ReadNames.Where(name => !names.Add(name)))
                {
                    problems.Add(RuleIds.DuplicateWireName, member.Symbol, member.FindAttribute(KnownNames.WireNameAttribute), type.Name, name);
                }
            }
        }
    }
}
