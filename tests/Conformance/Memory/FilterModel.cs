using System.Text.Json;

namespace Nika.Messaging.Conformance.Memory;

/// <summary>What a filter means, said as plainly as possible: over the event's JSON, one event at a time.</summary>
internal static class FilterModel
{
    public static bool Holds(MemoryFilter filter, MemoryEvent candidate) => filter switch
    {
        AndFilter and => and.Parts.All(part => Holds(part, candidate)),
        OrFilter or => or.Parts.Any(part => Holds(part, candidate)),
        NotFilter not => !Holds(not.Inner, candidate),
        AnyOfFilter any => Elements(any.Field, candidate).Any(element => any.Values.Any(value => Compare(element, value) == 0 && IsSameKind(element, value))),
        RangeFilter range => Elements(range.Field, candidate).Any(element => IsWithin(element, range)),
        EmptyFilter empty => Find(empty.Field, candidate) is not { ValueKind: not JsonValueKind.Null } there || (there.ValueKind == JsonValueKind.Array && there.GetArrayLength() == 0),
        NullFilter isNull => Find(isNull.Field, candidate) is { ValueKind: JsonValueKind.Null },
        _ => throw new InvalidOperationException(),
    };

    public static JsonElement? Find(MemoryField field, MemoryEvent candidate)
    {
        if (field.Place == MemoryPlace.Event)
        {
            return JsonSerializer.SerializeToElement(candidate.Meta.Type);
        }

        var json = JsonElement.Parse((field.Place == MemoryPlace.Envelope ? candidate.MetaJson : candidate.DataJson).Span);
        return json.TryGetProperty(field.Member, out var value) ? value : null;
    }

    public static IEnumerable<JsonElement> Elements(MemoryField field, MemoryEvent candidate) => Find(field, candidate) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } single => [single],
    };

    private static bool IsWithin(JsonElement element, RangeFilter range)
    {
        bool isOver = range.Lower is not { } lower || (Compare(element, lower.Value) is { } l && (lower.IsInclusive ? l >= 0 : l > 0));
        bool isUnder = range.Upper is not { } upper || (Compare(element, upper.Value) is { } u && (upper.IsInclusive ? u <= 0 : u < 0));
        return isOver && isUnder;
    }

    private static bool IsSameKind(JsonElement element, MemoryValue value) => value.Kind != MemoryValueKind.Integer || element.TryGetInt64(out _);

    // Null where the two cannot be compared.
    private static int? Compare(JsonElement element, MemoryValue value) => (value.Kind, element.ValueKind) switch
    {
        (MemoryValueKind.Text, JsonValueKind.String) => string.CompareOrdinal(element.GetString(), value.Text),
        (MemoryValueKind.Integer, JsonValueKind.Number) => element.GetDouble().CompareTo(value.Integer),
        (MemoryValueKind.Number, JsonValueKind.Number) => element.GetDouble().CompareTo(value.Number),
        (MemoryValueKind.Boolean, JsonValueKind.True or JsonValueKind.False) => element.GetBoolean().CompareTo(value.Boolean),
        (MemoryValueKind.Time, JsonValueKind.String) when MemoryTime.TryParseInstant(element.GetString(), out var instant) => instant.CompareTo(value.Time),
        _ => null,
    };
}
