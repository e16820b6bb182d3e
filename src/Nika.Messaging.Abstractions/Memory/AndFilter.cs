using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>All of the parts hold. Without parts: every event.</summary>
public sealed class AndFilter : MemoryFilter
{
    internal AndFilter(ImmutableArray<MemoryFilter> parts) => Parts = parts;

    /// <summary>The parts: none, or two and more, none of them an "and".</summary>
    public ImmutableArray<MemoryFilter> Parts { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is AndFilter and && Parts.AsSpan().SequenceEqual(and.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => FilterHash.Of(nameof(AndFilter), Parts);
}
