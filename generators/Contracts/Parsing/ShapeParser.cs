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
        foreach (var member in members)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member.Parameter is not null || MemberFinder.IsSettable(member, type))
            {
                member.Model = MemberParser.Parse(type, member, setsRequired, problems, cancellationToken);
                if (member.Model is not null)
                {
                    models.Add(member.Model);
                }
            }
        }

        ReportDuplicates(type, members, problems);
        readable = members;
        return new ShapeModel(typeModel, models.ToImmutable(), ArgumentsOf(constructor, members, models));
    }

    private static ImmutableArray<int> ArgumentsOf(IMethodSymbol? constructor, IReadOnlyList<ParsedMember> members, ImmutableArray<MemberModel>.Builder models)
    {
        if (constructor is null)
        {
            return [];
        }

        var arguments = ImmutableArray.CreateBuilder<int>(constructor.Parameters.Length);
        foreach (var parameter in constructor.Parameters)
        {
            var member = members.First(m => SymbolEqualityComparer.Default.Equals(m.Parameter, parameter));
            arguments.Add(member.Model is null ? -1 : models.IndexOf(member.Model));
        }

        return arguments.ToImmutable();
    }

    private static void ReportDuplicates(INamedTypeSymbol type, IReadOnlyList<ParsedMember> members, Problems problems)
    {
        var names = new HashSet<string>(System.StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (member.Model is { } model && !names.Add(model.WireName))
            {
                problems.Add(RuleIds.DuplicateWireName, member.Symbol, member.FindAttribute(KnownNames.WireNameAttribute), type.Name, model.WireName);
            }
        }
    }
}
