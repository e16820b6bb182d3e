using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>A collection: one unnamed vector a point, payload indexes, metadata, strict mode. Not thread-safe.</summary>
internal sealed class Collection
{
    private readonly SortedDictionary<PointId, StoredPoint> points = [];
    private readonly SortedDictionary<string, JsonElement> indexes = new(StringComparer.Ordinal);
    private readonly JsonElement vectors;
    private readonly int dimensions;
    private readonly string distance;
    private JsonObject metadata = [];
    private JsonObject strictMode = [];
    private ulong operations;

    public Collection(JsonElement creation)
    {
        vectors = creation.TryGetProperty("vectors", out var given) && given.TryGetProperty("size", out _)
            ? given.Clone()
            : throw new NotSupportedException("This test server keeps one unnamed vector a point.");
        dimensions = vectors.GetProperty("size").GetInt32();
        distance = vectors.GetProperty("distance").GetString()!;
        Update(creation);
    }

    public int Count => points.Count;

    public IEnumerable<StoredPoint> Points => points.Values;

    public IReadOnlyDictionary<string, JsonElement> Indexes => indexes;

    /// <summary>Takes over metadata and strict mode, member by member; a null removes one.</summary>
    public void Update(JsonElement change)
    {
        Merge(metadata, change, "metadata");
        Merge(strictMode, change, "strict_mode_config");
    }

    /// <summary>Forgets its metadata: as an older server, or another client, leaves a collection.</summary>
    public void ClearMetadata() => metadata = [];

    public void AddIndex(string field, JsonElement schema)
    {
        if (Limit("max_payload_index_count") is { } most && !indexes.ContainsKey(field) && indexes.Count >= most)
        {
            throw new BadRequestException($"Bad request: Collection already has the maximum number of payload indices ({most})");
        }

        _ = PayloadPath.Parse(field);
        indexes[field] = schema.Clone();
        operations++;
    }

    public void RemoveIndex(string field)
    {
        _ = indexes.Remove(field);
        operations++;
    }

    public object Describe() => new
    {
        status = "green",
        optimizer_status = "ok",
        indexed_vectors_count = 0,
        points_count = points.Count,
        segments_count = 2,
        config = new
        {
            @params = new { vectors, shard_number = 1, replication_factor = 1, write_consistency_factor = 1, on_disk_payload = true },
            hnsw_config = new { m = 16, ef_construct = 100, full_scan_threshold = 10000, max_indexing_threads = 0, on_disk = false },
            optimizer_config = new { deleted_threshold = 0.2, vacuum_min_vector_number = 1000, default_segment_number = 0, flush_interval_sec = 5 },
            wal_config = new { wal_capacity_mb = 32, wal_segments_ahead = 0 },
            strict_mode_config = strictMode.Count == 0 ? null : strictMode,
            metadata = metadata.Count == 0 ? null : metadata,
        },
        payload_schema = indexes.ToDictionary(
            index => index.Key,
            index => new { data_type = KindOf(index.Value), @params = index.Value.ValueKind == JsonValueKind.Object ? index.Value : (JsonElement?)null, points = points.Count },
            StringComparer.Ordinal),
    };

    /// <summary>Checks an upsert, whole or not at all, and says how to apply it: later perhaps, as a server does that was not asked to wait.</summary>
    public Action Upsert(JsonElement request)
    {
        string mode = Text(request, "update_mode") ?? "upsert";
        List<StoredPoint> given = [];
        foreach (var point in request.GetProperty("points").EnumerateArray())
        {
            given.Add(new StoredPoint(PointId.Of(point.GetProperty("id")), GivenVector(point.GetProperty("vector")), PayloadOf(point), ++operations));
        }

        if (Limit("upsert_max_batchsize") is { } most && given.Count > most)
        {
            throw new BadRequestException($"Bad request: Upsert limit exceeded: {given.Count} > {most} for upsert limit");
        }

        return () =>
        {
            foreach (var point in given.Where(point => mode == "upsert" || points.ContainsKey(point.Id) == (mode == "update_only")))
            {
                points[point.Id] = point;
            }
        };
    }

    public Action Delete(JsonElement request)
    {
        operations++;
        if (request.TryGetProperty("points", out var ids))
        {
            PointId[] given = [.. ids.EnumerateArray().Select(PointId.Of)];
            return () => Array.ForEach(given, id => points.Remove(id));
        }

        var filter = FilterOf(request, "unindexed_filtering_update");
        return () =>
        {
            foreach (var point in points.Values.Where(filter.Matches).ToList())
            {
                _ = points.Remove(point.Id);
            }
        };
    }

    public object Retrieve(JsonElement request) =>
        request.GetProperty("ids").EnumerateArray().Select(PointId.Of).Distinct().Where(points.ContainsKey).Select(id => Shown(points[id], request, payloadByDefault: true)).ToList();

    public object Tally(JsonElement request)
    {
        var filter = FilterOf(request, "unindexed_filtering_retrieve");
        return new { count = points.Values.Count(filter.Matches) };
    }

    public object Scroll(JsonElement request)
    {
        int limit = LimitOf(request);
        var filter = FilterOf(request, "unindexed_filtering_retrieve");
        var found = points.Values.Where(filter.Matches);
        if (request.TryGetProperty("order_by", out var order) && order.ValueKind != JsonValueKind.Null)
        {
            if (request.TryGetProperty("offset", out var given) && given.ValueKind != JsonValueKind.Null)
            {
                throw new BadRequestException("Bad request: Cannot use an `offset` when using `order_by`. The alternative for paging is to use `order_by.start_from` and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value");
            }

            var ordered = PointOrder.Of(order, indexes).Apply(found).Take(limit);
            return new { points = ordered.Select(one => Shown(one.Point, request, payloadByDefault: true, order: one.Value)).ToList(), next_page_offset = (object?)null };
        }

        if (request.TryGetProperty("offset", out var offset) && offset.ValueKind != JsonValueKind.Null)
        {
            var first = PointId.Of(offset);
            found = found.Where(point => point.Id.CompareTo(first) >= 0);
        }

        var page = found.Take(limit + 1).ToList();
        return new { points = page.Take(limit).Select(point => Shown(point, request, payloadByDefault: true)).ToList(), next_page_offset = page.Count > limit ? page[limit].Id.Json : null };
    }

    public object Query(JsonElement request)
    {
        int limit = LimitOf(request);
        int skip = request.TryGetProperty("offset", out var offset) && offset.ValueKind == JsonValueKind.Number ? offset.GetInt32() : 0;
        if (!request.TryGetProperty("query", out var query) || (request.TryGetProperty("prefetch", out var prefetch) && prefetch.ValueKind != JsonValueKind.Null))
        {
            throw new NotSupportedException("This test server answers queries by a vector, without prefetches.");
        }

        float[] wanted = VectorOf(query.ValueKind == JsonValueKind.Array ? query : query.TryGetProperty("nearest", out var nearest) ? nearest : throw new NotSupportedException($"This test server does not know the query {query}."));
        float? threshold = request.TryGetProperty("score_threshold", out var least) && least.ValueKind == JsonValueKind.Number ? least.GetSingle() : null;
        var filter = FilterOf(request, "unindexed_filtering_retrieve");
        bool nearIsLow = distance is "Euclid" or "Manhattan";
        var scored = points.Values.Where(filter.Matches).Where(point => point.Vector is not null).Select(point => (Point: point, Score: Score(wanted, point.Vector!)))
            .Where(one => threshold is not { } bound || (nearIsLow ? one.Score <= bound : one.Score >= bound));
        var found = nearIsLow ? scored.OrderBy(one => one.Score) : scored.OrderByDescending(one => one.Score);
        return new { points = found.Skip(skip).Take(limit).Select(one => Shown(one.Point, request, payloadByDefault: false, score: one.Score)).ToList() };
    }

    public object Facet(JsonElement request)
    {
        string key = request.GetProperty("key").GetString()!;
        if (IndexKind(key) is not ("keyword" or "integer" or "uuid" or "bool"))
        {
            throw new BadRequestException($"Bad request: No appropriate index for faceting: `{key}`. Please create one to facet on this field. Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Match conditions");
        }

        int limit = request.TryGetProperty("limit", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetInt32() : 10;
        CheckLimit(limit);
        var filter = FilterOf(request, "unindexed_filtering_retrieve");
        var path = PayloadPath.Parse(key);

        // A point counts once for each of its values; what the index does not hold is not counted.
        var values = points.Values.Where(filter.Matches)
            .SelectMany(point => path.ValuesIn(point.Payload).SelectMany(value => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value }).Select(Facetable).OfType<object>().Distinct())
            .GroupBy(value => value)
            .Select(group => (Value: group.Key, Count: group.Count()))
            .OrderByDescending(hit => hit.Count).ThenBy(hit => hit.Value.ToString(), StringComparer.Ordinal)
            .Take(limit);
        return new { hits = values.Select(hit => new { value = hit.Value, count = hit.Count }).ToList() };
    }

    private static object? Facetable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out long number) ? number : null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static void Merge(JsonObject into, JsonElement change, string name)
    {
        if (!change.TryGetProperty(name, out var members) || members.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in members.EnumerateObject())
        {
            _ = into.Remove(member.Name);
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                into.Add(member.Name, JsonNode.Parse(member.Value.GetRawText()));
            }
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement PayloadOf(JsonElement point) =>
        point.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object ? payload.Clone() : JsonSerializer.SerializeToElement(new { });

    private static string KindOf(JsonElement schema) => schema.ValueKind == JsonValueKind.String ? schema.GetString()! : schema.GetProperty("type").GetString()!;

    private static Dictionary<string, object> Shown(StoredPoint point, JsonElement request, bool payloadByDefault, float? score = null, long? order = null)
    {
        Dictionary<string, object> shown = new(StringComparer.Ordinal) { ["id"] = point.Id.Json };
        if (score is { } reached)
        {
            shown["version"] = point.Version;
            shown["score"] = reached;
        }

        if (request.TryGetProperty("with_payload", out var wants) && wants.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        {
            throw new NotSupportedException("This test server gives whole payloads or none.");
        }

        if (wants.ValueKind is JsonValueKind.True || (wants.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null && payloadByDefault))
        {
            shown["payload"] = point.Payload;
        }

        if (request.TryGetProperty("with_vector", out var vector) && vector.ValueKind == JsonValueKind.True)
        {
            shown["vector"] = point.Vector is null ? new object() : point.Vector;
        }

        if (order is { } value)
        {
            shown["order_value"] = value;
        }

        return shown;
    }

    private string? IndexKind(string key) => indexes.TryGetValue(key, out var schema) ? KindOf(schema) : null;

    private long? Limit(string name) => StrictValue(name) is { } value ? value.GetValue<long>() : null;

    // What strict mode says only counts while it is on.
    private JsonNode? StrictValue(string name) => strictMode["enabled"] is { } on && on.GetValue<bool>() ? strictMode[name] : null;

    private PointFilter FilterOf(JsonElement request, string permission)
    {
        var filter = PointFilter.Parse(request.TryGetProperty("filter", out var given) ? given : null, IndexKind);
        if (StrictValue(permission) is { } permitted && !permitted.GetValue<bool>() && filter.Keys.FirstOrDefault(used => !used.Indexes.Contains(IndexKind(used.Key), StringComparer.Ordinal)) is { } bare)
        {
            throw new BadRequestException($"Bad request: Index required but not found for \"{bare.Key}\" of one of the following types: [{string.Join(", ", bare.Indexes)}]. Help: Create an index for this key or use a different filter.");
        }

        if (Limit("filter_max_conditions") is { } most && filter.Conditions > most)
        {
            throw new BadRequestException($"Bad request: Filter condition limit reached ({filter.Conditions} > {most}). Help: Reduce the amount of conditions.");
        }

        return Limit("condition_max_size") is { } longest && filter.LongestList > longest
            ? throw new BadRequestException($"Bad request: condition limit reached ({filter.LongestList} > {longest}). Help: Use smaller conditions.")
            : filter;
    }

    private int LimitOf(JsonElement request)
    {
        int limit = request.TryGetProperty("limit", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetInt32() : 10;
        CheckLimit(limit);
        return limit;
    }

    private void CheckLimit(int limit)
    {
        if (Limit("max_query_limit") is { } most && limit > most)
        {
            throw new BadRequestException($"Bad request: Limit exceeded {limit} > {most} for \"limit\". Help: Reduce the \"limit\" parameter to or below {most}.");
        }
    }

    // A map of named vectors without the unnamed one: a point without a vector.
    private float[]? GivenVector(JsonElement json) => json.ValueKind == JsonValueKind.Object && !json.EnumerateObject().Any() ? null : VectorOf(json);

    private float[] VectorOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(number => number.ValueKind != JsonValueKind.Number))
        {
            throw new NotSupportedException("This test server keeps one dense vector a point.");
        }

        float[] vector = [.. json.EnumerateArray().Select(number => number.GetSingle())];
        if (vector.Length != dimensions)
        {
            throw new BadRequestException($"Wrong input: Vector dimension error: expected dim: {dimensions}, got {vector.Length}");
        }

        float length = MathF.Sqrt(Dot(vector, vector));
        return distance == "Cosine" && length > 0 ? [.. vector.Select(number => number / length)] : vector;
    }

    private float Score(float[] one, float[] other) => distance switch
    {
        "Euclid" => MathF.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum()),
        "Manhattan" => one.Zip(other, (a, b) => Math.Abs(a - b)).Sum(),
        _ => Dot(one, other),
    };

    private static float Dot(float[] one, float[] other)
    {
        float sum = 0;
        for (int i = 0; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
