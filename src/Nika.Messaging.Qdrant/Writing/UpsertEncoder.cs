namespace Nika.Messaging.Qdrant.Writing;

/// <summary>Events as the body of an upsert. Nothing is allocated for a point once the buffer has grown to the size of a request.</summary>
internal static class UpsertEncoder
{
    // What is there already stays as it is: a repeated write costs the server a look, not a new version of the point and its place in the graph.
    private static ReadOnlySpan<byte> End => "],\"update_mode\":\"insert_only\"}"u8;

    /// <summary>Writes as many events as a request may have, one at least.</summary>
    /// <param name="events">All events.</param>
    /// <param name="vectors">Their vectors, empty where there is none.</param>
    /// <param name="start">The first to write.</param>
    /// <param name="maxEvents">The most to write.</param>
    /// <param name="maxBytes">About the most bytes; a single event may have more.</param>
    /// <param name="buffer">Where they go; empty.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">An event has no JSON form; the message names it.</exception>
    public static int Write(IReadOnlyList<MemoryEvent> events, ReadOnlySpan<ReadOnlyMemory<float>> vectors, int start, int maxEvents, int maxBytes, Utf8Buffer buffer)
    {
        var writer = new Utf8Writer(buffer);
        writer.Raw("{\"points\":["u8);
        int written = 0;
        int end = Math.Min(events.Count, start + maxEvents);
        while (start + written < end)
        {
            int before = writer.Length;
            writer.Raw(written == 0 ? ""u8 : ","u8);
            WritePoint(events[start + written], vectors[start + written].Span, ref writer);
            if (writer.Error is { } error)
            {
                throw new ArgumentException($"The event {events[start + written].Id} cannot be written: {error}.", nameof(events));
            }

            if (written > 0 && writer.Length + End.Length > maxBytes)
            {
                // It begins the next request.
                writer.Complete();
                buffer.Length = before;
                writer = new Utf8Writer(buffer);
                break;
            }

            written++;
        }

        writer.Raw(End);
        writer.Complete();
        return written;
    }

    private static void WritePoint(MemoryEvent given, ReadOnlySpan<float> vector, ref Utf8Writer writer)
    {
        writer.Raw("{\"id\":"u8);
        writer.Guid(given.Id);
        WriteVector(vector, ref writer);
        writer.Raw(",\"payload\":{\"type\":"u8);
        writer.String(given.Meta.Type);
        writer.Raw(",\"text\":"u8);
        writer.String(given.Text);
        writer.Raw(",\"NIKA_META\":"u8);
        writer.Json(given.MetaJson.Span);
        writer.Raw(",\"data\":"u8);
        writer.Json(given.DataJson.Span);
        writer.Raw("}}"u8);
    }

    private static void WriteVector(ReadOnlySpan<float> vector, ref Utf8Writer writer)
    {
        if (vector.IsEmpty)
        {
            // A point without its vector: in no answer to a vector, and in every other.
            writer.Raw(",\"vector\":{}"u8);
            return;
        }

        writer.Raw(",\"vector\":["u8);
        for (int i = 0; i < vector.Length; i++)
        {
            writer.Raw(i == 0 ? ""u8 : ","u8);
            writer.Single(vector[i]);
        }

        writer.Raw("]"u8);
    }
}
