using System.Collections.Immutable;

namespace Nika.Messaging;

/// <summary>The field is one of the values.</summary>
public sealed class AnyOfFilter : MemoryFilter
{
    internal AnyOfFilter(MemoryField field, ImmutableArray<MemoryValue> values)
    {
        Field = field;
        Values = values;
    }

    /// <summary>The field, of kind Text, Integer or Boolean.</summary>
    public MemoryField Field { get; }

    /// <summary>The values, of the field's kind: one and more.</summary>
    public ImmutableArray<MemoryValue> Values { get; }

    /// <inheritdoc/>
    public override bool Equals(MemoryFilter? other) => other is AnyOfFilter any && Field.Equals(any.Field) && Values.AsSpan().SequenceEqual(any.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Field, FilterHash.Of(nameof(AnyOfFilter), Values));
}
