using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Knows the lists, sets and dictionaries that have a JSON form.</summary>
internal static class CollectionParser
{
    /// <param name="type">The type.</param>
    /// <param name="kind">Which collection it is.</param>
    /// <param name="key">A dictionary's key; whether it is a string is for the caller to see.</param>
    /// <returns>The type of its elements or values; null if it is no such collection.</returns>
    public static ITypeSymbol? Element(ITypeSymbol type, out ValueKind kind, out ITypeSymbol? key)
    {
        kind = default;
        key = null;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            kind = ValueKind.Array;
            return array.ElementType;
        }

        if (type is not INamedTypeSymbol { Arity: 1 or 2, ContainingType: null } named || KindOf(named) is not { } found)
        {
            return null;
        }

        kind = found;
        key = named.Arity == 2 ? named.TypeArguments[0] : null;
        return named.TypeArguments[named.Arity - 1];
    }

    /// <summary>The collection's name made of its element's: where nullability is not declared, both must say the same.</summary>
    public static string NameOf(ValueKind kind, string element) => kind switch
    {
        ValueKind.Array => element + "[]",
        ValueKind.ImmutableArray => $"global::System.Collections.Immutable.ImmutableArray<{element}>",
        ValueKind.List => $"global::System.Collections.Generic.List<{element}>",
        ValueKind.ReadOnlyList => $"global::System.Collections.Generic.IReadOnlyList<{element}>",
        ValueKind.MemoryOf => $"global::System.Memory<{element}>",
        ValueKind.ReadOnlyMemoryOf => $"global::System.ReadOnlyMemory<{element}>",
        ValueKind.HashSet => $"global::System.Collections.Generic.HashSet<{element}>",
        ValueKind.ReadOnlySet => $"global::System.Collections.Generic.IReadOnlySet<{element}>",
        ValueKind.ImmutableHashSet => $"global::System.Collections.Immutable.ImmutableHashSet<{element}>",
        ValueKind.FrozenSet => $"global::System.Collections.Frozen.FrozenSet<{element}>",
        ValueKind.Dictionary => $"global::System.Collections.Generic.Dictionary<string, {element}>",
        ValueKind.ReadOnlyDictionary => $"global::System.Collections.Generic.IReadOnlyDictionary<string, {element}>",
        ValueKind.ImmutableDictionary => $"global::System.Collections.Immutable.ImmutableDictionary<string, {element}>",
        _ => $"global::System.Collections.Frozen.FrozenDictionary<string, {element}>",
    };

    private static ValueKind? KindOf(INamedTypeSymbol type) => type.ContainingNamespace switch
    {
        { Name: "System", ContainingNamespace.IsGlobalNamespace: true } => type.Name switch
        {
            "Memory" => ValueKind.MemoryOf,
            "ReadOnlyMemory" => ValueKind.ReadOnlyMemoryOf,
            _ => null,
        },
        { ContainingNamespace: { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } space =>
            (space.Name, type.Name, type.Arity) switch
            {
                ("Immutable", "ImmutableArray", 1) => ValueKind.ImmutableArray,
                ("Generic", "List", 1) => ValueKind.List,
                ("Generic", "IReadOnlyList", 1) => ValueKind.ReadOnlyList,
                ("Generic", "HashSet", 1) => ValueKind.HashSet,
                ("Generic", "IReadOnlySet", 1) => ValueKind.ReadOnlySet,
                ("Immutable", "ImmutableHashSet", 1) => ValueKind.ImmutableHashSet,
                ("Frozen", "FrozenSet", 1) => ValueKind.FrozenSet,
                ("Generic", "Dictionary", 2) => ValueKind.Dictionary,
                ("Generic", "IReadOnlyDictionary", 2) => ValueKind.ReadOnlyDictionary,
                ("Immutable", "ImmutableDictionary", 2) => ValueKind.ImmutableDictionary,
                ("Frozen", "FrozenDictionary", 2) => ValueKind.FrozenDictionary,
                _ => null,
            },
        _ => null,
    };
}
