using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>One of the parts holds.</summary>
public sealed class OrFilter : MemoryFilter
{
    internal OrFilter(ImmutableArray<MemoryFilter> parts) => Parts = parts;

    /// <summary>The parts: two and more, none of them an "or".</summary>
    public ImmutableArray<MemoryFilter> Parts { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is OrFilter or && Parts.AsSpan().SequenceEqual(or.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => FilterHash.Of(nameof(OrFilter), Parts);
}
