using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Something wrong with a contract. Holds symbols: it must never reach the generator's pipeline.</summary>
internal sealed class Problem(string ruleId, ISymbol symbol, AttributeData? attribute, ImmutableArray<string> arguments)
{
    /// <summary>One of <see cref="RuleIds"/>.</summary>
    public string RuleId { get; } = ruleId;

    /// <summary>The arguments of the rule's message.</summary>
    public ImmutableArray<string> Arguments { get; } = arguments;

    /// <summary>What the problem is about.</summary>
    public ISymbol Symbol { get; } = symbol;

    /// <summary>The attribute at fault, or else the symbol's name.</summary>
    public Location GetLocation(CancellationToken cancellationToken)
    {
        if (attribute?.ApplicationSyntaxReference is { } syntax)
        {
            return syntax.GetSyntax(cancellationToken).GetLocation();
        }

        return Symbol.Locations.Length > 0 ? Symbol.Locations[0] : Location.None;
    }
}
