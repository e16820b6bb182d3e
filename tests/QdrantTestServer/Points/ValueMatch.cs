using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>The condition <c>match</c>: for strings, 64-bit integers and booleans, never for floats.</summary>
internal static class ValueMatch
{
    public static Func<JsonElement, bool> Of(JsonElement match, bool hasTextIndex, out string[] indexes, out int size)
    {
        var member = match.EnumerateObject().Single();
        var wanted = member.Value;
        size = wanted.ValueKind == JsonValueKind.Array ? wanted.GetArrayLength() : 1;
        switch (member.Name)
        {
            case "value":
                indexes = IndexesFor(wanted.ValueKind);
                return Is(wanted);
            case "any" or "except":
                indexes = IndexesFor(size == 0 ? JsonValueKind.String : wanted[0].ValueKind);
                Func<JsonElement, bool>[] listed = [.. wanted.EnumerateArray().Select(Is)];

                // A null is no value, so it is none of the others either.
                return member.Name == "any"
                    ? value => Array.Exists(listed, one => one(value))
                    : value => value.ValueKind != JsonValueKind.Null && !Array.Exists(listed, one => one(value));
            case "text" or "text_any" or "phrase":
                indexes = ["text"];
                string text = wanted.GetString()!;
                return (member.Name, hasTextIndex) switch
                {
                    ("text", true) => value => value.ValueKind == JsonValueKind.String && Words(text).All(Words(value.GetString()!).Contains),
                    ("text_any", true) => value => value.ValueKind == JsonValueKind.String && Words(text).Any(Words(value.GetString()!).Contains),
                    ("text_any", false) => value => value.ValueKind == JsonValueKind.String && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => value.GetString()!.Contains(word, StringComparison.Ordinal)),
                    _ => value => value.ValueKind == JsonValueKind.String && value.GetString()!.Contains(text, StringComparison.Ordinal),
                };
            default:
                throw new NotSupportedException($"This test server does not know the match '{member.Name}'.");
        }
    }

    private static string[] IndexesFor(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => ["keyword", "uuid"],
        JsonValueKind.Number => ["integer"],
        _ => ["bool"],
    };

    private static Func<JsonElement, bool> Is(JsonElement wanted)
    {
        switch (wanted.ValueKind)
        {
            case JsonValueKind.String:
                string text = wanted.GetString()!;
                return value => value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
            case JsonValueKind.Number:
                long number = wanted.GetInt64();
                return value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long stored) && stored == number;
            default:
                return value => value.ValueKind == wanted.ValueKind;
        }
    }

    private static HashSet<string> Words(string text) =>
        [.. new string([.. text.Select(letter => char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
