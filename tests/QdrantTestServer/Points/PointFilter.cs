using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>
/// A filter, ready to be asked about points. <c>must</c>, <c>should</c>, <c>must_not</c> and <c>min_should</c> all have to hold; an empty <c>should</c>
/// holds for nothing, an absent one for everything.
/// </summary>
internal sealed class PointFilter
{
    private readonly Func<string, string?> indexOf;
    private readonly Func<JsonElement, PointId?, bool> root;
    private readonly List<UsedKey> keys = [];
    private int conditions;

    private PointFilter(JsonElement? filter, Func<string, string?> indexOf)
    {
        this.indexOf = indexOf;
        root = filter is { ValueKind: JsonValueKind.Object } given ? Filter(given) : static (_, _) => true;
    }

    /// <summary>The payload keys it looks at, and the kinds of index that would help.</summary>
    public IReadOnlyList<UsedKey> Keys => keys;

    public int Conditions => conditions;

    /// <summary>The longest list in a condition.</summary>
    public int LongestList { get; private set; }

    /// <summary>Reads a filter.</summary>
    /// <param name="filter">The filter; none means every point.</param>
    /// <param name="indexOf">The kind of index on a key, if there is one: a text index makes words of text.</param>
    public static PointFilter Parse(JsonElement? filter, Func<string, string?> indexOf) => new(filter, indexOf);

    public bool Matches(StoredPoint point) => root(point.Payload, point.Id);

    private Func<JsonElement, PointId?, bool> Filter(JsonElement filter)
    {
        List<Func<JsonElement, PointId?, bool>> all = [];
        if (Clause(filter, "must") is { } must)
        {
            all.Add((payload, id) => must.TrueForAll(one => one(payload, id)));
        }

        if (Clause(filter, "must_not") is { } mustNot)
        {
            all.Add((payload, id) => !mustNot.Exists(one => one(payload, id)));
        }

        if (Clause(filter, "should") is { } should)
        {
            all.Add((payload, id) => should.Exists(one => one(payload, id)));
        }

        if (Member(filter, "min_should") is { } minShould)
        {
            var some = Clause(minShould, "conditions")!;
            int least = minShould.GetProperty("min_count").GetInt32();
            all.Add((payload, id) => some.Count(one => one(payload, id)) >= least);
        }

        return (payload, id) => all.TrueForAll(one => one(payload, id));
    }

    private List<Func<JsonElement, PointId?, bool>>? Clause(JsonElement filter, string name) => Member(filter, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(Condition)],
        { } one => [Condition(one)],
    };

    private Func<JsonElement, PointId?, bool> Condition(JsonElement condition)
    {
        conditions++;
        if (Member(condition, "key") is { } key)
        {
            return Field(key.GetString()!, condition);
        }

        if (Member(condition, "is_empty") is { } empty)
        {
            return Whole(empty, static values => values.All(value => value.ValueKind == JsonValueKind.Null || value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() == 0));
        }

        // Of an array that holds a null this says no: it looks at the value, not into it.
        if (Member(condition, "is_null") is { } absent)
        {
            return Whole(absent, static values => values.Any(value => value.ValueKind == JsonValueKind.Null));
        }

        if (Member(condition, "has_id") is { } ids)
        {
            LongestList = Math.Max(LongestList, ids.GetArrayLength());
            HashSet<PointId> wanted = [.. ids.EnumerateArray().Select(PointId.Of)];
            return (_, id) => id is { } given && wanted.Contains(given);
        }

        if (Member(condition, "nested") is { } nested)
        {
            string array = nested.GetProperty("key").GetString()!;
            var path = PayloadPath.Parse(array.EndsWith("[]", StringComparison.Ordinal) ? array : array + "[]");
            var inner = Filter(nested.GetProperty("filter"));

            // All of it must hold for one and the same element; ids are not looked at inside.
            return (payload, _) => path.ValuesIn(payload).Any(element => element.ValueKind == JsonValueKind.Object && inner(element, null));
        }

        return condition.TryGetProperty("slice", out _) || condition.TryGetProperty("has_vector", out _)
            ? throw new NotSupportedException($"This test server does not know the condition {condition}.")
            : Filter(condition);
    }

    private Func<JsonElement, PointId?, bool> Whole(JsonElement field, Func<IEnumerable<JsonElement>, bool> holds)
    {
        string key = field.GetProperty("key").GetString()!;
        keys.Add(new UsedKey(key, UsedKey.AnyKind));
        var path = PayloadPath.Parse(key);
        return (payload, _) => holds(path.ValuesIn(payload));
    }

    private Func<JsonElement, PointId?, bool> Field(string key, JsonElement condition)
    {
        var path = PayloadPath.Parse(key);
        string[] kinds = [.. condition.EnumerateObject().Where(member => member.Name != "key" && member.Value.ValueKind != JsonValueKind.Null).Select(member => member.Name)];
        if (kinds.Length != 1)
        {
            // The server wants at least one; of several it takes any, which nobody means.
            throw new BadRequestException($"Validation error: '{key}' has {kinds.Length} conditions, one is expected", kinds.Length == 0 ? 422 : 400);
        }

        var value = condition.GetProperty(kinds[0]);
        switch (kinds[0])
        {
            case "match":
                var test = ValueMatch.Of(value, indexOf(key) == "text", out var indexes, out int size);
                LongestList = Math.Max(LongestList, size);
                keys.Add(new UsedKey(key, indexes));
                return (payload, _) => path.ValuesIn(payload).Any(found => AnyOf(found, test));
            case "range":
                var within = ValueRange.Of(value, out string[] ranged);
                keys.Add(new UsedKey(key, ranged));
                return (payload, _) => path.ValuesIn(payload).Any(found => AnyOf(found, within));
            case "values_count":
                keys.Add(new UsedKey(key, UsedKey.AnyKind));
                var counted = ValueRange.OfCount(value);

                // Of an absent value there is nothing to count, so no count fits it, 0 included.
                return (payload, _) => path.ValuesIn(payload).Any(found => counted(found.ValueKind switch { JsonValueKind.Null => 0, JsonValueKind.Array => found.GetArrayLength(), _ => 1 }));
            case "is_empty":
                keys.Add(new UsedKey(key, UsedKey.AnyKind));
                bool wantsEmpty = value.GetBoolean();
                return (payload, _) => path.ValuesIn(payload).DefaultIfEmpty().Any(found => found.ValueKind switch
                {
                    JsonValueKind.Undefined or JsonValueKind.Null => wantsEmpty,
                    JsonValueKind.Array => found.GetArrayLength() == 0 == wantsEmpty,
                    _ => !wantsEmpty,
                });
            case "is_null":
                keys.Add(new UsedKey(key, UsedKey.AnyKind));
                bool wantsNull = value.GetBoolean();
                return (payload, _) => path.ValuesIn(payload).DefaultIfEmpty().Any(found => found.ValueKind switch
                {
                    JsonValueKind.Null => wantsNull,
                    JsonValueKind.Array => found.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Null) == wantsNull,
                    _ => !wantsNull,
                });
            default:
                throw new NotSupportedException($"This test server does not know the condition '{kinds[0]}'.");
        }
    }

    private static bool AnyOf(JsonElement value, Func<JsonElement, bool> test) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(test) : test(value);

    private static JsonElement? Member(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
