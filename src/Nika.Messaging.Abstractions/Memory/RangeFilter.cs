namespace Nika.Messaging;

/// <summary>The field is within a range.</summary>
public sealed class RangeFilter : MemoryFilter
{
    internal RangeFilter(MemoryField field, MemoryBound? lower, MemoryBound? upper)
    {
        Field = field;
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The field, of kind Integer, Number or Time.</summary>
    public MemoryField Field { get; }

    /// <summary>The lower bound, of the field's kind; null if there is none. One of the two is there.</summary>
    public MemoryBound? Lower { get; }

    /// <summary>The upper bound.</summary>
    public MemoryBound? Upper { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is RangeFilter range && Field.Equals(range.Field) && Lower == range.Lower && Upper == range.Upper;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Field, Lower, Upper);
}
