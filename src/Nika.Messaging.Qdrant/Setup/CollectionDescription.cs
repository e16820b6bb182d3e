using System.Text.Json;

namespace Nika.Messaging.Qdrant.Setup;

/// <summary>What the server says about a collection, as far as it matters here.</summary>
internal sealed class CollectionDescription
{
    /// <summary>The member of the collection's metadata in which this library keeps its record.</summary>
    public const string RecordName = "nika_messaging";

    /// <summary>The size of the unnamed vector; null if there is none.</summary>
    public int? Dimensions { get; private init; }

    /// <summary>How vectors are compared.</summary>
    public string Distance { get; private init; } = "";

    /// <summary>How many points there are; null if the server does not say.</summary>
    public long? Points { get; private init; }

    /// <summary>The name of the embedder its vectors are by; null if nothing is recorded.</summary>
    public string? Embedder { get; private init; }

    /// <summary>Payload indexes, kind by key.</summary>
    public Dictionary<string, string> Indexes { get; } = new(StringComparer.Ordinal);

    /// <summary>In strict mode, the most points of an upsert.</summary>
    public int? MaxUpsert { get; private init; }

    /// <summary>In strict mode, the largest limit.</summary>
    public int? MaxLimit { get; private init; }

    /// <summary>In strict mode, whether a filter needs an index for each of its fields.</summary>
    public bool NeedsIndexes { get; private init; }

    /// <summary>Reads it.</summary>
    /// <param name="result">The reply's result.</param>
    /// <exception cref="InvalidOperationException">It is of another form.</exception>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static CollectionDescription Read(JsonElement result)
    {
        var config = result.GetProperty("config"u8);
        var vectors = Member(config.GetProperty("params"u8), "vectors");
        bool hasOne = vectors is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("size"u8, out _);
        var strict = Member(config, "strict_mode_config") is { } mode && Member(mode, "enabled") is { ValueKind: JsonValueKind.True } ? mode : (JsonElement?)null;
        var description = new CollectionDescription
        {
            Dimensions = hasOne ? vectors!.Value.GetProperty("size"u8).GetInt32() : null,
            Distance = hasOne ? vectors!.Value.GetProperty("distance"u8).GetString() ?? "" : "",
            Points = Member(result, "points_count") is { } count ? count.GetInt64() : null,
            Embedder = Member(config, "metadata") is { } metadata && Member(metadata, RecordName) is { } record && Member(record, "embedder") is { } embedder ? embedder.GetString() : null,
            MaxUpsert = Limit(strict, "upsert_max_batchsize"),
            MaxLimit = Limit(strict, "max_query_limit"),
            NeedsIndexes = Forbids(strict, "unindexed_filtering_retrieve") || Forbids(strict, "unindexed_filtering_update"),
        };
        foreach (var index in result.GetProperty("payload_schema"u8).EnumerateObject())
        {
            description.Indexes[index.Name] = index.Value.GetProperty("data_type"u8).GetString() ?? "";
        }

        return description;
    }

    private static int? Limit(JsonElement? strict, string name) => strict is { } mode && Member(mode, name) is { } limit ? (int)Math.Clamp(limit.GetInt64(), 1, int.MaxValue) : null;

    private static bool Forbids(JsonElement? strict, string name) => strict is { } mode && Member(mode, name) is { ValueKind: JsonValueKind.False };

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
