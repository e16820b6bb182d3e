using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Gathers what is wrong with one type while it is parsed.</summary>
internal sealed class Problems
{
    private List<Problem>? found;
    private List<INamedTypeSymbol>? uses;

    /// <summary>Whether the type cannot be emitted.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>What was found, in order.</summary>
    public ImmutableArray<Problem> Found => found is null ? [] : [.. found];

    /// <summary>The types of this code that the contract is made of.</summary>
    public IReadOnlyList<INamedTypeSymbol> Uses => uses ?? (IReadOnlyList<INamedTypeSymbol>)[];

    public void Add(string ruleId, ISymbol symbol, AttributeData? attribute, params string[] arguments)
    {
        IsFaulty = true;
        (found ??= []).Add(new Problem(ruleId, symbol, attribute, [.. arguments]));
    }

    /// <summary>Notes a type whose generated members the contract's own will call. One of another assembly has been built already.</summary>
    public void Use(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named)
        {
            (uses ??= []).Add(named);
        }
    }

    /// <summary>The compiler reports this one itself: nothing is emitted, and nothing is said.</summary>
    public void LeaveToCompiler() => IsFaulty = true;
}
