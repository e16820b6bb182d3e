namespace Nika.Messaging;

/// <summary>The field is there and null.</summary>
public sealed class NullFilter : MemoryFilter
{
    internal NullFilter(MemoryField field) => Field = field;

    /// <summary>The field.</summary>
    public MemoryField Field { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is NullFilter empty && Field.Equals(empty.Field);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(NullFilter), Field);
}
