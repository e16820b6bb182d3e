using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>
/// A filter as an SQL condition. The text holds only this library's constants and is the same for filters of the same form; every value is bound.
/// </summary>
/// <remarks>
/// A column that is null makes a comparison null, which "and" and "or" pass on and WHERE takes for "no". Only a negation must tell the
/// two apart, and says IS NOT TRUE, so that conditions hold or do not hold.
/// </remarks>
internal sealed class FilterQuery
{
    private readonly StringBuilder sql = new();
    private readonly List<object> values = [];

    /// <summary>Starts a statement.</summary>
    /// <param name="head">Its beginning, before the condition.</param>
    public FilterQuery(string head) => sql.Append(head);

    /// <summary>The statement.</summary>
    public string Text => sql.ToString();

    /// <summary>The values, in the order of their parameters: @p0, @p1 …</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>The name of a parameter.</summary>
    public static string NameOf(int parameter) => string.Create(CultureInfo.InvariantCulture, $"@p{parameter}");

    /// <summary>The path to a message's member.</summary>
    public static string PathOf(MemoryField field) => $"$.\"{field.Member}\"";

    /// <summary>Goes on with the library's own SQL.</summary>
    public FilterQuery Add(string constant)
    {
        sql.Append(constant);
        return this;
    }

    /// <summary>Goes on with a value.</summary>
    public FilterQuery AddValue(object value)
    {
        sql.Append(NameOf(values.Count));
        values.Add(value);
        return this;
    }

    /// <summary>Goes on with <c> WHERE </c> and the condition, if there is one.</summary>
    public FilterQuery AddWhere(MemoryFilter filter)
    {
        if (filter is not AndFilter { Parts.Length: 0 })
        {
            sql.Append(" WHERE ");
            AddCondition(filter);
        }

        return this;
    }

    /// <summary>Goes on with the condition.</summary>
    public FilterQuery AddCondition(MemoryFilter filter)
    {
        switch (filter)
        {
            case AndFilter and:
                return AddParts(and.Parts.AsSpan(), " AND ", "TRUE");
            case OrFilter or:
                return AddParts(or.Parts.AsSpan(), " OR ", "FALSE");
            case NotFilter not:
                return Add("(").AddCondition(not.Inner).Add(") IS NOT TRUE");
            case AnyOfFilter any:
                return AddLeaf(any.Field, query => query.AddAnyOf(any));
            case RangeFilter range:
                return AddLeaf(range.Field, query => query.AddRange(range));
            case EmptyFilter empty:
                return AddEmpty(empty.Field);
            case NullFilter isNull:
                return AddJsonType(isNull.Field).Add(" = 'null'");
            default:
                throw new UnreachableException();
        }
    }

    private FilterQuery AddParts(ReadOnlySpan<MemoryFilter> parts, string between, string none)
    {
        if (parts.IsEmpty)
        {
            return Add(none);
        }

        for (int i = 0; i < parts.Length; i++)
        {
            Add(i == 0 ? "(" : between).AddCondition(parts[i]);
        }

        return Add(")");
    }

    // A column holds one value. A list, and whatever a message has, is looked through: one element that fits is enough.
    private FilterQuery AddLeaf(MemoryField field, Action<FilterQuery> condition)
    {
        var column = EventColumn.Of(field);
        if (column is { IsList: false })
        {
            Add(column.Name);
            condition(this);
            return this;
        }

        // In here, type and atom are json_each's columns.
        Add("EXISTS (SELECT 1 FROM ");
        _ = column is null ? Add("json_each(data, ").AddValue(PathOf(field)) : Add("json_each(").Add(column.Name);
        Add(field.Kind switch
        {
            MemoryValueKind.Boolean => ") WHERE type IN ('true', 'false') AND ",
            MemoryValueKind.Integer or MemoryValueKind.Number => ") WHERE type IN ('integer', 'real') AND ",
            _ => ") WHERE type = 'text' AND ",
        });
        Add(OperandOf(field));
        condition(this);
        return Add(")");
    }

    private void AddAnyOf(AnyOfFilter filter)
    {
        Add(" IN (");
        for (int i = 0; i < filter.Values.Length; i++)
        {
            Add(i == 0 ? "" : ", ").AddValue(Bound(filter.Values[i]));
        }

        Add(")");
    }

    private void AddRange(RangeFilter filter)
    {
        // Both bounds in one test: of a list, the same element must be within them.
        switch (filter)
        {
            case { Lower: { IsInclusive: true } lower, Upper: { IsInclusive: true } upper }:
                Add(" BETWEEN ").AddValue(Bound(lower.Value)).Add(" AND ").AddValue(Bound(upper.Value));
                break;
            case { Lower: { } lower, Upper: { } upper }:
                AddBound(lower, " >= ", " > ").Add(" AND ").Add(OperandOf(filter.Field)).AddBound(upper, " <= ", " < ");
                break;
            case { Lower: { } lower }:
                AddBound(lower, " >= ", " > ");
                break;
            case { Upper: { } upper }:
                AddBound(upper, " <= ", " < ");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private FilterQuery AddBound(MemoryBound bound, string inclusive, string exclusive) => Add(bound.IsInclusive ? inclusive : exclusive).AddValue(Bound(bound.Value));

    private static string OperandOf(MemoryField field) => EventColumn.Of(field) is { IsList: false } column
        ? column.Name
        : field.Kind == MemoryValueKind.Time ? $"{SqlFunctions.Microseconds}(atom)" : "atom";

    private FilterQuery AddEmpty(MemoryField field)
    {
        if (EventColumn.Of(field) is { } column)
        {
            return Add(column.Name).Add(column.EmptyTest);
        }

        return Add("(coalesce(").AddJsonType(field).Add(", 'null') = 'null' OR json_array_length(data, ").AddValue(PathOf(field)).Add(") = 0 AND ").AddJsonType(field).Add(" = 'array')");
    }

    private FilterQuery AddJsonType(MemoryField field) =>
        Add(field.Place == MemoryPlace.Data ? "json_type(data, " : "json_type(meta, ").AddValue(PathOf(field)).Add(")");

    private static object Bound(MemoryValue value) => value.Kind switch
    {
        MemoryValueKind.Text => value.Text,
        MemoryValueKind.Integer => value.Integer,
        MemoryValueKind.Number => value.Number,
        MemoryValueKind.Boolean => value.Boolean ? 1L : 0L,
        _ => UnixMicroseconds.Of(value.Time),
    };
}
