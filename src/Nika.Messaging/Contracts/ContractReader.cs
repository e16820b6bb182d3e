using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Reads a contract's hash.</summary>
internal static class ContractReader
{
    public static ContractReading Read(HashFields hash)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = hash.Reader;
        while (reader.TryNext(out var name, out var value))
        {
            fields[Encoding.UTF8.GetString(name)] = Encoding.UTF8.GetString(value);
        }

        if (!fields.TryGetValue("name", out string? contract) || !fields.TryGetValue("steps", out string? steps) || !int.TryParse(fields.GetValueOrDefault("version"), CultureInfo.InvariantCulture, out int version))
        {
            return new(HashStatus.Malformed, null, "it has no name, version and steps");
        }

        try
        {
            using var document = JsonDocument.Parse(steps);
            var states = document.RootElement.EnumerateArray().Select(step => ReadStep(fields, step)).ToImmutableArray();
            return new(HashStatus.Found, new ContractState(contract, version, StatusOf(fields.GetValueOrDefault("status")), states), null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(HashStatus.Malformed, null, "steps: " + exception.Message);
        }
    }

    private static StepState ReadStep(Dictionary<string, string> fields, JsonElement step)
    {
        int number = step.GetProperty("number").GetInt32();
        string name = step.GetProperty("name").GetString() ?? "";
        string slot = number.ToString(CultureInfo.InvariantCulture);
        string? role = step.TryGetProperty("role", out var value) ? value.GetString() : null;
        var items = Enumerable.Range(0, Number($"step:{slot}:items")).Select(i => ReadSlot(string.Create(CultureInfo.InvariantCulture, $"{slot}.{i}")));
        return ReadSlot(slot) with { Items = [.. items] };

        StepState ReadSlot(string at) => new(number, name, StatusOf(fields.GetValueOrDefault($"step:{at}:status")))
        {
            Role = role,
            Pod = fields.GetValueOrDefault($"step:{at}:pod"),
            Attempt = Number($"step:{at}:attempt"),
            Deadline = Time($"step:{at}:deadline"),
            Started = Time($"step:{at}:started"),
            Ended = Time($"step:{at}:ended"),
            Input = [.. ContractJson.ReadList(fields.GetValueOrDefault($"step:{at}:input"))],
            Output = [.. ContractJson.ReadList(fields.GetValueOrDefault($"step:{at}:output"))],
            Error = fields.GetValueOrDefault($"step:{at}:error"),
        };

        int Number(string field) => int.TryParse(fields.GetValueOrDefault(field), CultureInfo.InvariantCulture, out int found) ? found : 0;

        DateTimeOffset? Time(string field) =>
            long.TryParse(fields.GetValueOrDefault(field), CultureInfo.InvariantCulture, out long milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private static StepStatus StatusOf(string? text) => text switch
    {
        "ready" => StepStatus.Ready,
        "running" => StepStatus.Running,
        "completed" => StepStatus.Completed,
        "failed" => StepStatus.Failed,
        _ => StepStatus.Waiting,
    };
}
