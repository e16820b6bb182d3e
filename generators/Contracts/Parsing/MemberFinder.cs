using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Finds the public members of a type in declaration order, those of base types first.</summary>
internal static class MemberFinder
{
    public static IReadOnlyList<ParsedMember> Find(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var members = new List<ParsedMember>();
        if (type.BaseType is { SpecialType: SpecialType.None } baseType)
        {
            members.AddRange(Find(baseType, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
        int inherited = members.Count;
        foreach (var symbol in type.GetMembers())
        {
            if (ValueTypeOf(symbol) is { } valueType && !members.Exists(m => m.Name == symbol.Name))
            {
                members.Add(new ParsedMember(symbol, valueType));
            }
        }

        // The order of the parts of a partial type is that of the trees in the compilation: it must not decide.
        return type.DeclaringSyntaxReferences.Length < 2
            ? members
            : [.. members.Take(inherited), .. members.Skip(inherited).OrderBy(FileOf, StringComparer.Ordinal).ThenBy(PositionOf)];
    }

    /// <summary>Whether code inside <paramref name="type"/> can set the member in an object initializer.</summary>
    public static bool IsSettable(ParsedMember member, INamedTypeSymbol type)
    {
        ISymbol? setter = member.Symbol switch
        {
            IPropertySymbol property => property.SetMethod,
            IFieldSymbol { IsReadOnly: false } field => field,
            _ => null,
        };
        return setter is not null
            && (setter.DeclaredAccessibility == Accessibility.Public || SymbolEqualityComparer.Default.Equals(setter.ContainingType, type));
    }

    private static ITypeSymbol? ValueTypeOf(ISymbol symbol)
    {
        if (symbol.IsStatic || symbol.DeclaredAccessibility != Accessibility.Public)
        {
            return null;
        }

        return symbol switch
        {
            IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property => property.Type,
            IFieldSymbol { IsImplicitlyDeclared: false } field => field.Type,
            _ => null,
        };
    }

    private static string FileOf(ParsedMember member) => member.Symbol.Locations[0].SourceTree?.FilePath ?? "";

    private static int PositionOf(ParsedMember member) => member.Symbol.Locations[0].SourceSpan.Start;
}
