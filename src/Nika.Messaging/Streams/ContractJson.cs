using System.Text;
using System.Text.Json;

namespace Nika.Messaging.Streams;

/// <summary>The JSON in a contract's fields: lists of keys. For stores.</summary>
public static class ContractJson
{
    /// <summary>Writes keys as a list, e.g. <c>["nika:wm:job-1:scan.1"]</c>.</summary>
    /// <param name="keys">The keys.</param>
    public static string List(IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (string key in keys)
        {
            writer.WriteStringValue(key);
        }

        writer.WriteEndArray();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a list of keys. What is none reads as empty: a pod in another language wrote it.</summary>
    /// <param name="json">The list.</param>
    public static IReadOnlyList<string> ReadList(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(static key => key.ValueKind == JsonValueKind.String ? key.GetString()! : "")]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
