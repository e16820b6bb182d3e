using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging;

/// <summary>
/// Which remembered events are meant: a small closed tree that every memory can translate. Made by the fields' operators and methods,
/// <c>Meta.Domain == "hooks" &amp;&amp; Meta.Time.In(2026, 4)</c>, and put together with <c>&amp;&amp;</c>, <c>||</c> and <c>!</c>.
/// </summary>
/// <remarks>
/// The kinds are <see cref="AndFilter"/>, <see cref="OrFilter"/>, <see cref="NotFilter"/>, <see cref="AnyOfFilter"/>, <see cref="RangeFilter"/>,
/// <see cref="EmptyFilter"/> and <see cref="NullFilter"/>; there will be no other in this version.
/// A condition holds or does not hold, there is no third answer: an event without the field does not fulfil a condition on it, and therefore
/// fulfils its negation. A field that holds a list fulfils a condition if one of its elements does.
/// Never write a filter as the condition of an <c>if</c>: it says nothing about any event there.
/// </remarks>
public abstract class MemoryFilter : IEquatable<MemoryFilter>
{
    private protected MemoryFilter()
    {
    }

    /// <summary>Every event: an <see cref="AndFilter"/> without parts.</summary>
    public static MemoryFilter All { get; } = new AndFilter([]);

    /// <summary>No event.</summary>
    public static MemoryFilter None { get; } = new NotFilter(All);

    /// <summary>Both must hold.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static MemoryFilter operator &(MemoryFilter left, MemoryFilter right) => And(left, right);

    /// <summary>One must hold.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static MemoryFilter operator |(MemoryFilter left, MemoryFilter right) => Or(left, right);

    /// <summary>Must not hold.</summary>
    /// <param name="filter">What must not.</param>
    public static MemoryFilter operator !(MemoryFilter filter) => Not(filter);

    /// <summary>For <c>||</c> only, which C# makes of this and <c>|</c>: always false, so that both sides are looked at.</summary>
    /// <param name="filter">The left side.</param>
    public static bool operator true(MemoryFilter filter) => false;

    /// <summary>For <c>&amp;&amp;</c> only, which C# makes of this and <c>&amp;</c>: always false, so that both sides are looked at.</summary>
    /// <param name="filter">The left side.</param>
    public static bool operator false(MemoryFilter filter) => false;

    /// <summary>All of the parts must hold; without parts, <see cref="All"/>. Nested ones are taken up, so that no part is itself an "and".</summary>
    /// <param name="parts">The parts.</param>
    public static MemoryFilter And(params ReadOnlySpan<MemoryFilter> parts)
    {
        var flat = new List<MemoryFilter>(parts.Length);
        foreach (var part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
            if (part is AndFilter nested)
            {
                flat.AddRange(nested.Parts);
            }
            else
            {
                flat.Add(part);
            }
        }

        return flat.Count switch
        {
            0 => All,
            1 => flat[0],
            _ => new AndFilter([.. flat]),
        };
    }

    /// <summary>One of the parts must hold; without parts, <see cref="None"/>. Nested ones are taken up, so that no part is itself an "or".</summary>
    /// <param name="parts">The parts.</param>
    public static MemoryFilter Or(params ReadOnlySpan<MemoryFilter> parts)
    {
        var flat = new List<MemoryFilter>(parts.Length);
        foreach (var part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
            if (part is OrFilter nested)
            {
                flat.AddRange(nested.Parts);
            }
            else
            {
                flat.Add(part);
            }
        }

        return flat.Count switch
        {
            0 => None,
            1 => flat[0],
            _ => new OrFilter([.. flat]),
        };
    }

    /// <summary>Must not hold. Of a negation, what it negates.</summary>
    /// <param name="filter">What must not.</param>
    public static MemoryFilter Not(MemoryFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return filter is NotFilter negation ? negation.Inner : new NotFilter(filter);
    }

    /// <summary>The field is one of the values. Without values, <see cref="None"/>. On a field of kind Number or Time, a range for each.</summary>
    /// <param name="field">The field.</param>
    /// <param name="values">The values, of the field's kind.</param>
    /// <exception cref="ArgumentException">A value is of another kind than the field.</exception>
    public static MemoryFilter AnyOf(MemoryField field, params ReadOnlySpan<MemoryValue> values)
    {
        ArgumentNullException.ThrowIfNull(field);
        foreach (var value in values)
        {
            field.Require(value, nameof(values));
        }

        if (values.IsEmpty)
        {
            return None;
        }

        if (field.Kind is not (MemoryValueKind.Number or MemoryValueKind.Time))
        {
            return new AnyOfFilter(field, [.. values]);
        }

        var ranges = new MemoryFilter[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            ranges[i] = new RangeFilter(field, new MemoryBound(values[i], true), new MemoryBound(values[i], true));
        }

        return Or(ranges);
    }

    /// <summary>The field is within a range. A range of one whole number is an <see cref="AnyOfFilter"/>.</summary>
    /// <param name="field">The field, of kind Integer, Number or Time.</param>
    /// <param name="lower">The lower bound, of the field's kind; null if there is none.</param>
    /// <param name="upper">The upper bound; null if there is none. Below the lower one: no event is meant.</param>
    /// <exception cref="ArgumentException">The field's kind has no order, or a bound is of another kind, or there is no bound.</exception>
    public static MemoryFilter Range(MemoryField field, MemoryBound? lower, MemoryBound? upper)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Kind is MemoryValueKind.Text or MemoryValueKind.Boolean)
        {
            throw new ArgumentException($"{field.Name} holds {field.KindName}, which has no order: compare it with = or a list of values.", nameof(field));
        }

        if (lower is null && upper is null)
        {
            throw new ArgumentException($"A range of {field.Name} needs a bound.", nameof(lower));
        }

        if (lower is { } from)
        {
            field.Require(from.Value, nameof(lower));
        }

        if (upper is { } to)
        {
            field.Require(to.Value, nameof(upper));
        }

        // One form for one meaning, so that a filter's text reads back as the same filter.
        return field.Kind == MemoryValueKind.Integer && lower is { IsInclusive: true } only && lower == upper
            ? new AnyOfFilter(field, [only.Value])
            : new RangeFilter(field, lower, upper);
    }

    /// <summary>The field is absent, null or a list without elements.</summary>
    /// <param name="field">The field.</param>
    public static MemoryFilter Empty(MemoryField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new EmptyFilter(field);
    }

    /// <summary>The field is there and null. Envelopes hold no nulls; a message's own members may.</summary>
    /// <param name="field">The field.</param>
    public static MemoryFilter Null(MemoryField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new NullFilter(field);
    }

    /// <summary>Reads a filter from its text, such as <c>domain=hooks intent=refactor status=failed time=2026-04</c>. The grammar is in docs/memory.md.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fields">The fields it may name.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="error">What is wrong otherwise, and where; an unknown field names the nearest.</param>
    public static bool TryParse(string text, MemoryFieldSet fields, [NotNullWhen(true)] out MemoryFilter? filter, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fields);
        return FilterParser.TryParse(text, fields, out filter, out error);
    }

    /// <summary>Reads a filter from its text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fields">The fields it may name; null for the envelope's.</param>
    /// <exception cref="FormatException">The text is no filter; the message says what is wrong, and where.</exception>
    public static MemoryFilter Parse(string text, MemoryFieldSet? fields = null) =>
        TryParse(text, fields ?? MemoryFieldSet.Envelope, out var filter, out string? error) ? filter : throw new FormatException(error);

    /// <summary>The filter's text, which <see cref="Parse"/> reads back as the same filter.</summary>
    public sealed override string ToString() => FilterWriter.Write(this);

    /// <summary>Whether the trees are the same, part for part in order.</summary>
    /// <param name="other">The other filter.</param>
    public abstract bool Equals(MemoryFilter? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as MemoryFilter);

    /// <inheritdoc/>
    public abstract override int GetHashCode();
}
