using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>The order of a scroll by a payload key. Points without a value there are not in it; one with several is there several times, as in the index.</summary>
internal sealed class PointOrder
{
    private readonly PayloadPath path;
    private readonly bool isDescending;
    private readonly bool isTime;
    private readonly long? start;

    private PointOrder(string key, bool isDescending, JsonElement? start, string? index)
    {
        // Integers and instants; floats nobody orders by here.
        if (index is not ("datetime" or "integer"))
        {
            throw new BadRequestException($"Bad request: No range index for `order_by` key: `{key}`. Please create one to use `order_by`. Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support Range conditions");
        }

        path = PayloadPath.Parse(key);
        this.isDescending = isDescending;
        isTime = index == "datetime";
        this.start = start switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => QdrantTime.TryParse(text.GetString()!, out long at) ? at : throw new BadRequestException("Format error in JSON body: start_from is no datetime"),
            { } number => number.GetInt64(),
        };
    }

    public static PointOrder Of(JsonElement order, IReadOnlyDictionary<string, JsonElement> indexes)
    {
        bool isKey = order.ValueKind == JsonValueKind.String;
        string key = (isKey ? order : order.GetProperty("key")).GetString()!;
        string? index = indexes.TryGetValue(key, out var schema) ? (schema.ValueKind == JsonValueKind.String ? schema : schema.GetProperty("type")).GetString() : null;
        bool descends = !isKey && order.TryGetProperty("direction", out var direction) && direction.GetString() == "desc";
        return new PointOrder(key, descends, !isKey && order.TryGetProperty("start_from", out var start) ? start : null, index);
    }

    public IEnumerable<(StoredPoint Point, long Value)> Apply(IEnumerable<StoredPoint> points)
    {
        var valued = points.SelectMany(point => path.ValuesIn(point.Payload)
            .SelectMany(value => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
            .Select(value => (Point: point, Value: ValueOf(value)))
            .Where(one => one.Value is not null)
            .Select(one => (one.Point, Value: one.Value!.Value)));
        return isDescending
            ? valued.Where(one => start is not { } first || one.Value <= first).OrderByDescending(one => one.Value).ThenByDescending(one => one.Point.Id)
            : valued.Where(one => start is not { } first || one.Value >= first).OrderBy(one => one.Value).ThenBy(one => one.Point.Id);
    }

    private long? ValueOf(JsonElement value) => isTime
        ? value.ValueKind == JsonValueKind.String && QdrantTime.TryParse(value.GetString()!, out long at) ? at : null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;
}
