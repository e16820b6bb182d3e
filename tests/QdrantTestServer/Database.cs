using System.Text.Encodings.Web;
using System.Text.Json;
using Nika.Messaging.QdrantTestServer.Points;

namespace Nika.Messaging.QdrantTestServer;

/// <summary>All collections, and what the operations do with them; one at a time.</summary>
internal sealed class Database
{
    // As the server writes: nothing escaped that need not be.
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock sync = new();
    private readonly SortedDictionary<string, Collection> collections = new(StringComparer.Ordinal);
    private readonly Queue<Action> pending = new();
    private ulong operation;

    public bool HoldsWrites { get; set; }

    /// <summary>Answers a request that the document allows.</summary>
    /// <param name="operationName">Its name in the document.</param>
    /// <param name="path">Its path, split.</param>
    /// <param name="body">Its body.</param>
    /// <param name="parameter">Its parameters, by name.</param>
    public Answer Answer(string operationName, string[] path, JsonElement body, Func<string, string?> parameter)
    {
        lock (sync)
        {
            return operationName switch
            {
                "root" => Plain(new { title = "qdrant - vector search engine", version = "1.19.0", commit = "0000000000000000000000000000000000000000" }),
                "healthz" or "readyz" or "livez" => new Answer(200, "text/plain", "all shards are ready"u8.ToArray()),
                "get_collections" => Result(new { collections = collections.Keys.Select(name => new { name }) }),
                "collection_exists" => Result(new { exists = collections.ContainsKey(path[2]) }),
                "create_collection" => Create(path[2], body),
                "delete_collection" => Result(collections.Remove(path[2])),
                _ => Answer(operationName, path, Named(path[2]), body, parameter("wait") == "true"),
            };
        }
    }

    /// <summary>Looks at a collection.</summary>
    public T Read<T>(string collection, Func<Collection, T> read)
    {
        lock (sync)
        {
            return read(Named(collection));
        }
    }

    public void ApplyPending()
    {
        lock (sync)
        {
            while (pending.TryDequeue(out var apply))
            {
                apply();
            }
        }
    }

    private static Answer Plain(object value) => new(200, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, Format));

    private static Answer Result(object result) => Plain(new { result, status = "ok", time = 0.000012 });

    private Answer Answer(string operationName, string[] path, Collection collection, JsonElement body, bool wait) => operationName switch
    {
        "get_collection" => Result(collection.Describe()),
        "update_collection" => Changed(() => collection.Update(body)),
        "create_field_index" => Write(() => collection.AddIndex(body.GetProperty("field_name").GetString()!, SchemaOf(body)), wait),
        "delete_field_index" => Write(() => collection.RemoveIndex(Uri.UnescapeDataString(path[4])), wait),
        "upsert_points" => Write(body.TryGetProperty("points", out _) ? collection.Upsert(body) : throw new NotSupportedException("This test server takes lists of points, no batches."), wait),
        "delete_points" => Write(collection.Delete(body), wait),
        "get_points" => Result(collection.Retrieve(body)),
        "count_points" => Result(collection.Tally(body)),
        "scroll_points" => Result(collection.Scroll(body)),
        "query_points" => Result(collection.Query(body)),
        "facet" => Result(collection.Facet(body)),
        _ => throw new NotSupportedException($"This test server does not implement {operationName}."),
    };

    private static JsonElement SchemaOf(JsonElement body) =>
        body.TryGetProperty("field_schema", out var schema) && schema.ValueKind != JsonValueKind.Null ? schema : throw new NotSupportedException("This test server wants to be told what to index.");

    private Answer Create(string name, JsonElement body)
    {
        if (collections.ContainsKey(name))
        {
            throw new BadRequestException($"Wrong input: Collection `{name}` already exists!", 409);
        }

        collections.Add(name, new Collection(body));
        return Result(true);
    }

    private static Answer Changed(Action change)
    {
        change();
        return Result(true);
    }

    private Answer Write(Action apply, bool wait)
    {
        string status = wait ? HoldsWrites ? "wait_timeout" : "completed" : "acknowledged";
        if (HoldsWrites)
        {
            pending.Enqueue(apply);
        }
        else
        {
            apply();
        }

        return Result(new { operation_id = operation++, status });
    }

    private Collection Named(string name) =>
        collections.TryGetValue(name, out var found) ? found : throw new BadRequestException($"Not found: Collection `{name}` doesn't exist!", 404);
}
