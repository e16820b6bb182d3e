using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Tests.Harness;

/// <summary>What parsing finds wrong with the attributed types of a source, as the analyzers will see it.</summary>
internal static class ParsedSource
{
    public static ImmutableArray<Problem> Problems(string source)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var type in Types(Source.Compile(source).Assembly.GlobalNamespace))
        {
            Add(type, KnownNames.IdAttribute, t => IdParser.Parse(t, default).Problems);
            Add(type, KnownNames.MessageAttribute, t => MessageParser.Parse(t, default).Problems);
            Add(type, KnownNames.MessagePartAttribute, t => PartParser.Parse(t, default).Problems);
            Add(type, KnownNames.HandlerAttribute, t => HandlerParser.Parse(t, default).Problems);
        }

        return problems.ToImmutable();

        void Add(INamedTypeSymbol type, string attribute, Func<INamedTypeSymbol, ImmutableArray<Problem>> parse)
        {
            if (type.FindAttribute(attribute) is not null)
            {
                problems.AddRange(parse(type));
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol parent)
    {
        foreach (var member in parent.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            foreach (var inner in Types(member))
            {
                yield return inner;
            }
        }
    }
}
