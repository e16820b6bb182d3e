using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Nika.Messaging.Sqlite.Storage;

/// <summary>The prepared statement that writes one event; an event that is there already stays as it is.</summary>
internal sealed class InsertCommand : IDisposable
{
    // Not INSERT OR IGNORE, which would pass over every broken constraint in silence. The JSON arrives as the bytes that were
    // published, and CAST stores those very bytes as text, for SQLite's JSON functions.
    private const string Statement =
        """
        INSERT INTO events (id, ts, type, schema, pod, session_id, entity_id, entity_kind, parent_id, root_id, job_id, role, status,
            domain, intent, correlation_id, causation_id, traceparent, tags, text, meta, data)
        VALUES (@id, @ts, @type, @schema, @pod, @session_id, @entity_id, @entity_kind, @parent_id, @root_id, @job_id, @role, @status,
            @domain, @intent, @correlation_id, @causation_id, @traceparent, @tags, @text, CAST(@meta AS TEXT), CAST(@data AS TEXT))
        ON CONFLICT (id) DO NOTHING
        """;

    private static readonly JsonWriterOptions TagsFormat = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SqliteCommand command;
    private readonly SqliteParameter id, ts, type, schema, pod, sessionId, entityId, entityKind, parentId, rootId, jobId, role, status;
    private readonly SqliteParameter domain, intent, correlationId, causationId, traceParent, tags, text, meta, data;

    public InsertCommand(SqliteConnection connection)
    {
        command = connection.CreateCommand();
        command.CommandText = Statement;
        id = Add("@id", SqliteType.Text);
        ts = Add("@ts", SqliteType.Integer);
        type = Add("@type", SqliteType.Text);
        schema = Add("@schema", SqliteType.Integer);
        pod = Add("@pod", SqliteType.Text);
        sessionId = Add("@session_id", SqliteType.Text);
        entityId = Add("@entity_id", SqliteType.Text);
        entityKind = Add("@entity_kind", SqliteType.Text);
        parentId = Add("@parent_id", SqliteType.Text);
        rootId = Add("@root_id", SqliteType.Text);
        jobId = Add("@job_id", SqliteType.Text);
        role = Add("@role", SqliteType.Text);
        status = Add("@status", SqliteType.Text);
        domain = Add("@domain", SqliteType.Text);
        intent = Add("@intent", SqliteType.Text);
        correlationId = Add("@correlation_id", SqliteType.Text);
        causationId = Add("@causation_id", SqliteType.Text);
        traceParent = Add("@traceparent", SqliteType.Text);
        tags = Add("@tags", SqliteType.Text);
        text = Add("@text", SqliteType.Text);
        meta = Add("@meta", SqliteType.Blob);
        data = Add("@data", SqliteType.Blob);
        command.Prepare();
    }

    /// <summary>Writes one event.</summary>
    /// <returns>1, or 0 if it was there already.</returns>
    public int Execute(MemoryEvent memoryEvent)
    {
        var envelope = memoryEvent.Meta;
        id.Value = envelope.Id.ToString("D");
        ts.Value = UnixMicroseconds.Of(envelope.Timestamp);
        type.Value = envelope.Type ?? "";
        schema.Value = envelope.Schema;
        pod.Value = envelope.Pod.Value;
        sessionId.Value = OrNull(envelope.SessionId?.Value);
        entityId.Value = OrNull(envelope.EntityId?.Value);
        entityKind.Value = OrNull(envelope.EntityKind is { } kind ? WireNames.Of(kind) : null);
        parentId.Value = OrNull(envelope.ParentId?.Value);
        rootId.Value = OrNull(envelope.RootId?.Value);
        jobId.Value = OrNull(envelope.JobId?.Value);
        role.Value = OrNull(envelope.Role?.Value);
        status.Value = OrNull(envelope.Status is { } reached ? WireNames.Of(reached) : null);
        domain.Value = OrNull(envelope.Domain);
        intent.Value = OrNull(envelope.Intent);
        correlationId.Value = OrNull(envelope.CorrelationId);
        causationId.Value = OrNull(envelope.CausationId);
        traceParent.Value = OrNull(envelope.TraceParent);
        tags.Value = OrNull(JsonOf(envelope.Tags));
        text.Value = memoryEvent.Text;
        meta.Value = memoryEvent.MetaJson.ToArray();
        data.Value = memoryEvent.DataJson.ToArray();
        return command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();

    private static object OrNull(string? value) => value is null ? DBNull.Value : value;

    private static string? JsonOf(ImmutableArray<string> tags)
    {
        if (tags.IsDefaultOrEmpty)
        {
            return null;
        }

        var utf8 = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(utf8, TagsFormat))
        {
            writer.WriteStartArray();
            foreach (string tag in tags)
            {
                writer.WriteStringValue(tag);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(utf8.WrittenSpan);
    }

    private SqliteParameter Add(string name, SqliteType sqliteType) => command.Parameters.Add(name, sqliteType);
}
