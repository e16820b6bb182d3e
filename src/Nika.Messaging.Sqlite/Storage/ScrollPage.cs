namespace Nika.Messaging.Sqlite.Storage;

/// <summary>Events in the order of time, a page of them.</summary>
/// <param name="Events">The events.</param>
/// <param name="Last">The last one's place; null if there was none.</param>
internal sealed record ScrollPage(IReadOnlyList<MemoryEvent> Events, ScrollPosition? Last)
{
    /// <summary>Reads the page after a place. By places and not by numbers: what comes and goes meanwhile moves nothing.</summary>
    public static ScrollPage Read(StatementCache statements, MemoryFilter filter, MemoryOrder order, ScrollPosition? after, int count)
    {
        bool isNewestFirst = order == MemoryOrder.NewestFirst;
        var query = new FilterQuery($"SELECT {EventRow.Columns}, ts, row FROM events WHERE ").AddCondition(filter);
        if (after is { } place)
        {
            query.Add(isNewestFirst ? " AND (ts, row) < (" : " AND (ts, row) > (").AddValue(place.Microseconds).Add(", ").AddValue(place.Row).Add(")");
        }

        query.Add(isNewestFirst ? " ORDER BY ts DESC, row DESC LIMIT " : " ORDER BY ts, row LIMIT ").AddValue((long)count);
        var events = new List<MemoryEvent>(count);
        ScrollPosition? last = null;
        using var reader = statements.Get(query).ExecuteReader();
        while (reader.Read())
        {
            events.Add(EventRow.Read(reader));
            last = new(reader.GetInt64(EventRow.ColumnCount), reader.GetInt64(EventRow.ColumnCount + 1));
        }

        return new(events, last);
    }
}
