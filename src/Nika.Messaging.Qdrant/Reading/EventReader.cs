using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Nika.Messaging.Qdrant.Reading;

/// <summary>Points of a reply as events.</summary>
internal static class EventReader
{
    /// <summary>Reads a point.</summary>
    /// <param name="point">The point; what is read of it is copied.</param>
    /// <param name="found">The event.</param>
    /// <param name="error">Why it is none.</param>
    public static bool TryRead(JsonElement point, [NotNullWhen(true)] out MemoryEvent? found, [NotNullWhen(false)] out string? error)
    {
        found = null;
        if (point.ValueKind != JsonValueKind.Object || !point.TryGetProperty("payload"u8, out var payload) || payload.ValueKind != JsonValueKind.Object)
        {
            error = "it has no payload";
            return false;
        }

        if (!payload.TryGetProperty("NIKA_META"u8, out var envelope) || !payload.TryGetProperty("data"u8, out var data))
        {
            error = "its payload has no NIKA_META or no data";
            return false;
        }

        var metaUtf8 = JsonMarshal.GetRawUtf8Value(envelope);
        var dataUtf8 = JsonMarshal.GetRawUtf8Value(data);
        var reader = new JsonReader(metaUtf8);
        if (!NikaMeta.TryReadJson(ref reader, out var meta))
        {
            error = $"its NIKA_META cannot be read: {reader.Error}";
            return false;
        }

        byte[] bytes = new byte[metaUtf8.Length + dataUtf8.Length];
        metaUtf8.CopyTo(bytes);
        dataUtf8.CopyTo(bytes.AsSpan(metaUtf8.Length));
        string text = payload.TryGetProperty("text"u8, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        found = new MemoryEvent(text, meta, bytes.AsMemory(0, metaUtf8.Length), bytes.AsMemory(metaUtf8.Length));
        error = null;
        return true;
    }

    /// <summary>The id of a point, for a log line.</summary>
    public static string IdOf(JsonElement point) => point.ValueKind == JsonValueKind.Object && point.TryGetProperty("id"u8, out var id) ? id.ToString() : "(none)";
}
