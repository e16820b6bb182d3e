using System.Text.Json;

namespace Nika.Messaging.QdrantTestServer.Points;

/// <summary>A payload key: <c>a.b</c>, <c>a[].b</c>, <c>a[0]</c>, <c>"a.b".c</c>. An array is entered by <c>[]</c> alone; a value that is one is the condition's to look into.</summary>
internal sealed class PayloadPath
{
    private readonly List<string> steps = [];

    private PayloadPath(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                int end = text.IndexOf('"', at + 1);
                if (end < 0)
                {
                    throw new BadRequestException($"Invalid json path: '{text}'");
                }

                steps.Add("." + text[(at + 1)..end]);
                at = end + 1;
            }
            else if (text[at] == '[')
            {
                int end = text.IndexOf(']', at);
                if (end < 0)
                {
                    throw new BadRequestException($"Invalid json path: '{text}'");
                }

                steps.Add(text[at..end]);
                at = end + 1;
            }
            else
            {
                int end = text.AsSpan(at).IndexOfAny('.', '[', '"') is var found and >= 0 ? at + found : text.Length;
                if (end == at)
                {
                    throw new BadRequestException($"Invalid json path: '{text}'");
                }

                steps.Add("." + text[at..end]);
                at = end;
            }

            if (at < text.Length && text[at] == '.')
            {
                at++;
                if (at == text.Length)
                {
                    throw new BadRequestException($"Invalid json path: '{text}'");
                }
            }
        }

        if (steps.Count == 0)
        {
            throw new BadRequestException("Invalid json path: it is empty");
        }
    }

    public static PayloadPath Parse(string text) => new(text);

    /// <summary>The values at this key: none if it is absent.</summary>
    public IEnumerable<JsonElement> ValuesIn(JsonElement payload)
    {
        IEnumerable<JsonElement> values = [payload];
        foreach (string step in steps)
        {
            values = values.SelectMany(value => Enter(value, step));
        }

        return values;
    }

    private static IEnumerable<JsonElement> Enter(JsonElement value, string step) => (step[0], value.ValueKind) switch
    {
        ('.', JsonValueKind.Object) => value.TryGetProperty(step.AsSpan(1), out var member) ? [member] : [],
        ('[', JsonValueKind.Array) when step.Length == 1 => value.EnumerateArray(),
        ('[', JsonValueKind.Array) => value.EnumerateArray().Skip(int.Parse(step.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).Take(1),
        _ => [],
    };
}
