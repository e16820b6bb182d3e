using System.Text.Json;

namespace Nika.Messaging.Qdrant.Reading;

/// <summary>The counts of a facet.</summary>
internal static class FacetReader
{
    /// <summary>Reads them. Values of another kind than the field's, which an index made for other purposes may hold, are left out.</summary>
    public static IReadOnlyList<FacetCount> Read(JsonElement result, MemoryValueKind kind)
    {
        List<FacetCount> counts = [];
        foreach (var hit in result.GetProperty("hits"u8).EnumerateArray())
        {
            var value = hit.GetProperty("value"u8);
            MemoryValue? read = (value.ValueKind, kind) switch
            {
                (JsonValueKind.String, MemoryValueKind.Text) => MemoryValue.Of(value.GetString()!),
                (JsonValueKind.Number, MemoryValueKind.Integer) => MemoryValue.Of(value.GetInt64()),
                (JsonValueKind.True or JsonValueKind.False, MemoryValueKind.Boolean) => MemoryValue.Of(value.GetBoolean()),
                _ => null,
            };
            if (read is { } known)
            {
                counts.Add(new FacetCount(known, hit.GetProperty("count"u8).GetInt64()));
            }
        }

        return counts;
    }
}
