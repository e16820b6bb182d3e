namespace Nika.Messaging;

/// <summary>A field whose values have an order.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
public abstract class OrderedField<T> : ValueField<T>
    where T : struct
{
    private protected OrderedField(MemoryPlace place, string member, MemoryValueKind kind, string? messageType)
        : base(place, member, kind, messageType)
    {
    }

    /// <summary>The field is less than the value, or earlier.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator <(OrderedField<T> field, T value) => Of(field).Within(null, field.Bound(value, false));

    /// <summary>The field is the value or less, or earlier.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator <=(OrderedField<T> field, T value) => Of(field).Within(null, field.Bound(value, true));

    /// <summary>The field is more than the value, or later.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator >(OrderedField<T> field, T value) => Of(field).Within(field.Bound(value, false), null);

    /// <summary>The field is the value or more, or later.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">The value.</param>
    public static MemoryFilter operator >=(OrderedField<T> field, T value) => Of(field).Within(field.Bound(value, true), null);

    /// <summary>The field is from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <param name="first">The first.</param>
    /// <param name="last">The last.</param>
    public MemoryFilter Between(T first, T last) => Within(Bound(first, true), Bound(last, true));

    private protected MemoryFilter Within(MemoryBound? lower, MemoryBound? upper) => Scoped(MemoryFilter.Range(this, lower, upper));

    private static OrderedField<T> Of(OrderedField<T> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field;
    }

    private MemoryBound Bound(T value, bool isInclusive) => new(Convert(value), isInclusive);
}
