using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>The condition <c>range</c>: of numbers, or of instants as soon as a bound is a string. A value that is neither doesn't match.</summary>
internal static class ValueRange
{
    public static Func<JsonElement, bool> Of(JsonElement range, out string[] indexes)
    {
        var bounds = range.EnumerateObject().Where(bound => bound.Value.ValueKind != JsonValueKind.Null).ToList();
        if (bounds.Exists(bound => bound.Value.ValueKind == JsonValueKind.String))
        {
            indexes = ["datetime"];
            var instants = bounds.ConvertAll(bound => (bound.Name, At: QdrantTime.TryParse(bound.Value.GetString()!, out long at) ? at : throw new BadRequestException($"Format error in JSON body: '{bound.Value}' is no datetime")));
            return value => value.ValueKind == JsonValueKind.String && QdrantTime.TryParse(value.GetString()!, out long stored) && instants.TrueForAll(bound => Holds(bound.Name, stored.CompareTo(bound.At)));
        }

        indexes = ["integer", "float"];
        var numbers = bounds.ConvertAll(bound => (bound.Name, At: bound.Value.GetDouble()));
        return value => value.ValueKind == JsonValueKind.Number && numbers.TrueForAll(bound => Holds(bound.Name, value.GetDouble().CompareTo(bound.At)));
    }

    public static Func<int, bool> OfCount(JsonElement range)
    {
        var bounds = range.EnumerateObject().Where(bound => bound.Value.ValueKind != JsonValueKind.Null).Select(bound => (bound.Name, At: bound.Value.GetInt32())).ToList();
        return count => bounds.TrueForAll(bound => Holds(bound.Name, count.CompareTo(bound.At)));
    }

    private static bool Holds(string name, int comparison) => name switch
    {
        "gt" => comparison > 0,
        "gte" => comparison >= 0,
        "lt" => comparison < 0,
        "lte" => comparison <= 0,
        _ => throw new NotSupportedException($"There is no bound '{name}'."),
    };
}
