using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Gathers what is wrong with one type while it is parsed.</summary>
internal sealed class Problems
{
    private List<Problem>? found;

    /// <summary>Whether the type cannot be emitted.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>What was found, in order.</summary>
    public ImmutableArray<Problem> Found => found is null ? [] : [.. found];

    public void Add(string ruleId, ISymbol symbol, AttributeData? attribute, params string[] arguments)
    {
        IsFaulty = true;
        (found ??= []).Add(new Problem(ruleId, symbol, attribute, [.. arguments]));
    }

    /// <summary>The compiler reports this one itself: nothing is emitted, and nothing is said.</summary>
    public void LeaveToCompiler() => IsFaulty = true;
}
