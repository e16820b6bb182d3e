namespace Nika.Messaging;

/// <summary>Something does not hold; so every event is meant that the inner filter does not mean, those without the field too.</summary>
public sealed class NotFilter : MemoryFilter
{
    internal NotFilter(MemoryFilter inner) => Inner = inner;

    /// <summary>What does not hold; itself no negation.</summary>
    public MemoryFilter Inner { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is NotFilter not && Inner.Equals(not.Inner);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(NotFilter), Inner);
}
