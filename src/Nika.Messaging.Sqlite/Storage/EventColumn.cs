using System.Collections.Frozen;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>A column of the table that holds a field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsList">Whether it holds a JSON array.</param>
/// <param name="EmptyTest">What follows the name to ask whether the event has no such field.</param>
internal sealed record EventColumn(string Name, bool IsList = false, string EmptyTest = " IS NULL")
{
    private static readonly FrozenDictionary<string, EventColumn> Columns = new EventColumn[]
    {
        new("type", EmptyTest: " = ''"),
        new("id"),
        new("ts"),
        new("schema"),
        new("pod", EmptyTest: " = ''"),
        new("session_id"),
        new("entity_id"),
        new("entity_kind"),
        new("parent_id"),
        new("root_id"),
        new("job_id"),
        new("role"),
        new("status"),
        new("domain"),
        new("intent"),
        new("correlation_id"),
        new("causation_id"),
        new("traceparent"),
        new("tags", IsList: true),
    }.ToFrozenDictionary(column => column.Name, StringComparer.Ordinal);

    /// <summary>The column of a field of the envelope; null for a message's.</summary>
    /// <exception cref="ArgumentException">The envelope has no such field.</exception>
    public static EventColumn? Of(MemoryField field) => field.Place == MemoryPlace.Data
        ? null
        : Columns.GetValueOrDefault(field.Member) ?? throw new ArgumentException($"The envelope has no field '{field.Member}'.", nameof(field));
}
