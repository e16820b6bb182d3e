namespace Nika.Messaging;

/// <summary>The field is absent, null or a list without elements.</summary>
public sealed class EmptyFilter : MemoryFilter
{
    internal EmptyFilter(MemoryField field) => Field = field;

    /// <summary>The field.</summary>
    public MemoryField Field { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is EmptyFilter empty && Field.Equals(empty.Field);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(EmptyFilter), Field);
}
