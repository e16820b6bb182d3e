using System.Text;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>A filter as SQL: the text names the parts that are given, the values are bound.</summary>
internal sealed class CountQuery
{
    private readonly StringBuilder sql = new("SELECT count(*) FROM events");
    private readonly List<KeyValuePair<string, object>> parameters = [];

    private CountQuery()
    {
    }

    /// <summary>The statement. The same for all filters that give the same parts.</summary>
    public string Text => sql.ToString();

    /// <summary>The values, by parameter name.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Parameters => parameters;

    /// <summary>The query for a filter.</summary>
    public static CountQuery For(MemoryFilter filter)
    {
        var query = new CountQuery();
        query.Require("type = @type", filter.Type);
        query.Require("domain = @domain", filter.Domain);
        query.Require("intent = @intent", filter.Intent);
        query.Require("status = @status", filter.Status is { } status ? WireNames.Of(status) : null);
        query.Require("entity_kind = @entity_kind", filter.EntityKind is { } kind ? WireNames.Of(kind) : null);
        query.Require("job_id = @job_id", filter.JobId?.Value);
        query.Require("root_id = @root_id", filter.RootId?.Value);
        query.Require("pod = @pod", filter.Pod?.Value);
        query.Require("ts >= @from", filter.From is { } from ? UnixMicroseconds.OfBound(from) : null);
        query.Require("ts < @until", filter.Until is { } until ? UnixMicroseconds.OfBound(until) : null);
        return query;
    }

    private void Require(string condition, object? value)
    {
        if (value is null)
        {
            return;
        }

        sql.Append(parameters.Count == 0 ? " WHERE " : " AND ").Append(condition);
        parameters.Add(new(condition[condition.IndexOf('@', StringComparison.Ordinal)..], value));
    }
}
