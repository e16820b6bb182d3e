using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Counts of events by the values of a field.</summary>
internal static class FacetQuery
{
    /// <summary>The query: value and count, the most frequent first.</summary>
    public static FilterQuery For(MemoryField field, MemoryFilter filter, int limit)
    {
        var column = EventColumn.Of(field);
        var query = column is { IsList: false }
            ? new FilterQuery($"SELECT {column.Name}, count(*) FROM events WHERE NOT ({column.Name}{column.EmptyTest}) AND ").AddCondition(filter).Add($" GROUP BY {column.Name}")
            : Elements(field, column, filter);
        return query.Add(" ORDER BY 2 DESC, 1 LIMIT ").AddValue((long)limit);
    }

    /// <summary>The value of the current row.</summary>
    public static MemoryValue ReadValue(SqliteDataReader reader, MemoryField field) => field.Kind switch
    {
        MemoryValueKind.Integer => MemoryValue.Of(reader.GetInt64(0)),
        MemoryValueKind.Boolean => MemoryValue.Of(reader.GetInt64(0) != 0),
        _ => MemoryValue.Of(reader.GetString(0)),
    };

    // The events in a query of their own: json_each has columns of the same names.
    private static FilterQuery Elements(MemoryField field, EventColumn? column, MemoryFilter filter)
    {
        string type = field.Kind switch
        {
            MemoryValueKind.Integer => "= 'integer'",
            MemoryValueKind.Boolean => "IN ('true', 'false')",
            _ => "= 'text'",
        };
        var query = new FilterQuery("SELECT element.atom, count(DISTINCT meant.row) FROM (SELECT row, tags, data FROM events WHERE ").AddCondition(filter).Add(") AS meant, ");
        _ = column is null ? query.Add("json_each(meant.data, ").AddValue(FilterQuery.PathOf(field)) : query.Add("json_each(meant.").Add(column.Name);
        return query.Add($") AS element WHERE element.type {type} GROUP BY element.atom");
    }
}
