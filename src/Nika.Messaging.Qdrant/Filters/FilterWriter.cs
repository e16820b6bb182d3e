using System.Collections.Immutable;
using System.Diagnostics;

namespace Nika.Messaging.Qdrant.Filters;

/// <summary>
/// A filter as Qdrant writes it. Its conditions hold or do not hold, as ours do: <c>must_not</c> means every event for which the inner one does not hold, those without the
/// field too. An empty <c>should</c> holds for nothing, and says "no event".
/// </summary>
internal static class FilterWriter
{
    /// <summary>Writes a filter object.</summary>
    /// <exception cref="ArgumentException">A field cannot be named in Qdrant.</exception>
    public static void Write(MemoryFilter filter, ref Utf8Writer writer)
    {
        switch (filter)
        {
            case AndFilter and:
                WriteClause("{\"must\":["u8, and.Parts.AsSpan(), ref writer);
                break;
            case OrFilter or:
                WriteClause("{\"should\":["u8, or.Parts.AsSpan(), ref writer);
                break;
            case NotFilter { Inner: AndFilter { Parts.Length: 0 } }:
                WriteNothing(ref writer);
                break;
            case NotFilter not:
                WriteClause("{\"must_not\":["u8, [not.Inner], ref writer);
                break;
            default:
                WriteClause("{\"must\":["u8, [filter], ref writer);
                break;
        }
    }

    /// <summary>Writes a filter object for events that a filter means and whose times lie on one side of an instant, but not these.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="order">In which order the events are read: the oldest first means later ones are left.</param>
    /// <param name="from">The first instant; null for all.</param>
    /// <param name="except">Ids of points that are left out, as JSON.</param>
    /// <param name="writer">Where it goes.</param>
    public static void WriteRest(MemoryFilter filter, MemoryOrder order, DateTimeOffset? from, List<byte[]> except, ref Utf8Writer writer)
    {
        if (from is not { } first)
        {
            Write(filter, ref writer);
            return;
        }

        var bound = new MemoryBound(MemoryValue.Of(first), IsInclusive: true);
        var rest = order == MemoryOrder.OldestFirst ? MemoryFilter.Range(Meta.Time, bound, null) : MemoryFilter.Range(Meta.Time, null, bound);
        writer.Raw("{\"must\":["u8);
        WriteCondition(filter, ref writer);
        writer.Raw(","u8);
        WriteCondition(rest, ref writer);
        writer.Raw("],\"must_not\":[{\"has_id\":["u8);
        for (int i = 0; i < except.Count; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            writer.Raw(except[i]);
        }

        writer.Raw("]}]}"u8);
    }

    /// <summary>The fields whose payload a filter looks at.</summary>
    public static void AddFields(MemoryFilter filter, HashSet<PayloadField> fields)
    {
        switch (filter)
        {
            case AndFilter and:
                AddFields(and.Parts, fields);
                break;
            case OrFilter or:
                AddFields(or.Parts, fields);
                break;
            case NotFilter not:
                AddFields(not.Inner, fields);
                break;
            case AnyOfFilter any when !IsId(any.Field):
                fields.Add(PayloadField.Of(any.Field));
                break;
            case RangeFilter range:
                fields.Add(PayloadField.Of(range.Field));
                break;
            case EmptyFilter empty:
                fields.Add(PayloadField.Of(empty.Field));
                break;
            case NullFilter isNull:
                fields.Add(PayloadField.Of(isNull.Field));
                break;
        }
    }

    private static void AddFields(ImmutableArray<MemoryFilter> parts, HashSet<PayloadField> fields)
    {
        foreach (var part in parts)
        {
            AddFields(part, fields);
        }
    }

    private static void WriteClause(scoped ReadOnlySpan<byte> opening, scoped ReadOnlySpan<MemoryFilter> parts, ref Utf8Writer writer)
    {
        writer.Raw(opening);
        for (int i = 0; i < parts.Length; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            WriteCondition(parts[i], ref writer);
        }

        writer.Raw("]}"u8);
    }

    private static void WriteCondition(MemoryFilter filter, ref Utf8Writer writer)
    {
        switch (filter)
        {
            case AndFilter or OrFilter or NotFilter:
                Write(filter, ref writer);
                break;
            case AnyOfFilter any when IsId(any.Field):
                WriteIds(any.Values, ref writer);
                break;
            case AnyOfFilter any:
                WriteAnyOf(any, ref writer);
                break;
            case RangeFilter range:
                WriteRange(range, ref writer);
                break;
            case EmptyFilter empty:
                WriteWhole("{\"is_empty\":{\"key\":"u8, empty.Field, ref writer);
                break;
            case NullFilter isNull:
                WriteWhole("{\"is_null\":{\"key\":"u8, isNull.Field, ref writer);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void WriteNothing(ref Utf8Writer writer) => writer.Raw("{\"should\":[]}"u8);

    // The envelope's id is the point's, which needs no index.
    private static bool IsId(MemoryField field) => field is { Place: MemoryPlace.Envelope, Member: "id" };

    private static void WriteIds(ImmutableArray<MemoryValue> values, ref Utf8Writer writer)
    {
        writer.Raw("{\"has_id\":["u8);
        var written = new HashSet<Guid>();
        foreach (var value in values)
        {
            // What is no id is no event's.
            if (Guid.TryParse(value.Text, out var id) && written.Add(id))
            {
                writer.Raw(written.Count == 1 ? ""u8 : ","u8);
                writer.Guid(id);
            }
        }

        writer.Raw("]}"u8);
    }

    private static void WriteAnyOf(AnyOfFilter filter, ref Utf8Writer writer)
    {
        MemoryValue[] values = [.. filter.Values.Distinct()];
        if (values.Length > 1 && filter.Field.Kind == MemoryValueKind.Boolean)
        {
            // Lists of truth values are not known there.
            writer.Raw("{\"should\":["u8);
            WriteMatch(filter.Field, [values[0]], ref writer);
            writer.Raw(","u8);
            WriteMatch(filter.Field, [values[1]], ref writer);
            writer.Raw("]}"u8);
            return;
        }

        WriteMatch(filter.Field, values, ref writer);
    }

    private static void WriteMatch(MemoryField field, scoped ReadOnlySpan<MemoryValue> values, ref Utf8Writer writer)
    {
        BeginField(field, ref writer);
        if (values.Length == 1)
        {
            writer.Raw(",\"match\":{\"value\":"u8);
            WriteValue(values[0], ref writer);
            writer.Raw("}}"u8);
            return;
        }

        writer.Raw(",\"match\":{\"any\":["u8);
        for (int i = 0; i < values.Length; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            WriteValue(values[i], ref writer);
        }

        writer.Raw("]}}"u8);
    }

    private static void WriteRange(RangeFilter filter, ref Utf8Writer writer)
    {
        switch (filter)
        {
            case { Lower: { } lower, Upper: { } upper } when IsEmpty(lower, upper):
                WriteNothing(ref writer);
                return;

            // Bounds of a range are doubles there; one whole number is matched exactly.
            case { Field.Kind: MemoryValueKind.Integer, Lower: { IsInclusive: true } only, Upper: { IsInclusive: true } same } when only == same:
                WriteMatch(filter.Field, [only.Value], ref writer);
                return;
        }

        BeginField(filter.Field, ref writer);
        writer.Raw(",\"range\":{"u8);
        if (filter.Lower is { } from)
        {
            writer.Raw(from.IsInclusive ? "\"gte\":"u8 : "\"gt\":"u8);
            WriteValue(from.Value, ref writer);
            writer.Raw(filter.Upper is null ? ""u8 : ","u8);
        }

        if (filter.Upper is { } until)
        {
            writer.Raw(until.IsInclusive ? "\"lte\":"u8 : "\"lt\":"u8);
            WriteValue(until.Value, ref writer);
        }

        writer.Raw("}}"u8);
    }

    private static bool IsEmpty(MemoryBound lower, MemoryBound upper)
    {
        int comparison = lower.Value.Kind switch
        {
            MemoryValueKind.Integer => lower.Value.Integer.CompareTo(upper.Value.Integer),
            MemoryValueKind.Number => lower.Value.Number.CompareTo(upper.Value.Number),
            _ => lower.Value.Time.CompareTo(upper.Value.Time),
        };
        return comparison > 0 || (comparison == 0 && !(lower.IsInclusive && upper.IsInclusive));
    }

    private static void WriteWhole(scoped ReadOnlySpan<byte> opening, MemoryField field, ref Utf8Writer writer)
    {
        writer.Raw(opening);
        writer.String(PayloadField.Of(field).Key);
        writer.Raw("}}"u8);
    }

    private static void BeginField(MemoryField field, ref Utf8Writer writer)
    {
        writer.Raw("{\"key\":"u8);
        writer.String(PayloadField.Of(field).Key);
    }

    private static void WriteValue(MemoryValue value, ref Utf8Writer writer)
    {
        switch (value.Kind)
        {
            case MemoryValueKind.Text:
                writer.String(value.Text);
                break;
            case MemoryValueKind.Integer:
                writer.Int64(value.Integer);
                break;
            case MemoryValueKind.Number:
                writer.Double(value.Number);
                break;
            case MemoryValueKind.Boolean:
                writer.Boolean(value.Boolean);
                break;
            default:
                writer.UtcMicroseconds(value.Time);
                break;
        }
    }
}
