namespace Nika.Messaging;

/// <summary>A field that is compared with values of a C# type.</summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class ValueField<T> : MemoryField
    where T : notnull
{
    private protected ValueField(MemoryPlace place, string member, MemoryValueKind kind, string? messageType)
        : base(place, member, kind, messageType)
    {
    }

    /// <summary>The field is the value. Whether it is absent asks <see cref="MemoryField.IsEmpty"/>, not a comparison with null.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator ==(ValueField<T> field, T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Scoped(field.IsValue(value));
    }

    /// <summary>The field is not the value: it is another one, or absent; of a message's field, still within messages of that type.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator !=(ValueField<T> field, T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Scoped(!field.IsValue(value));
    }

    /// <summary>The field is one of the values; without values no event is meant.</summary>
    /// <param name="values">The values.</param>
    public MemoryFilter In(params ReadOnlySpan<T> values)
    {
        var converted = new MemoryValue[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            converted[i] = Convert(values[i]);
        }

        return Scoped(MemoryFilter.AnyOf(this, converted));
    }

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => base.Equals(obj);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => base.GetHashCode();

    /// <summary>The value as filters hold it.</summary>
    private protected abstract MemoryValue Convert(T value);

    private MemoryFilter IsValue(T value) => MemoryFilter.AnyOf(this, Convert(value));
}
