using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>Reads dead letters, and puts them back on their stream.</summary>
internal static class DeadLetterReader
{
    private const int PageSize = 100;

    public static async IAsyncEnumerable<DeadLetter> ReadAsync(IStore store, string stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (letter, _) in PagesAsync(store, stream, cancellationToken).ConfigureAwait(false))
        {
            yield return letter;
        }
    }

    /// <summary>
    /// Appends each dead letter to its stream with its own fields, and removes it only then: a crash between repeats it, with the same
    /// envelope id, and loses nothing.
    /// </summary>
    public static async ValueTask<int> RedriveAsync(IStore store, string stream, TimeSpan timeToLive, Func<DeadLetter, bool>? filter, CancellationToken cancellationToken)
    {
        int count = 0;

        // What is dead-lettered again while we are at it is for the next time.
        var last = await store.LastIdAsync(DeadLetters.KeyPrefix + stream, cancellationToken).ConfigureAwait(false);
        await foreach (var (letter, fields) in PagesAsync(store, stream, cancellationToken).ConfigureAwait(false))
        {
            if (letter.Id > last)
            {
                break;
            }

            if (filter is not null && !filter(letter))
            {
                continue;
            }

            _ = await store.AppendAsync(stream, fields, timeToLive, cancellationToken).ConfigureAwait(false);
            count += (int)await store.DeleteAsync(DeadLetters.KeyPrefix + stream, new[] { letter.Id }, cancellationToken).ConfigureAwait(false);
        }

        return count;
    }

    private static async IAsyncEnumerable<(DeadLetter Letter, byte[] Fields)> PagesAsync(IStore store, string stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new EntryBatch();
        var from = StreamId.Zero;
        do
        {
            await store.RangeAsync(DeadLetters.KeyPrefix + stream, from, StreamId.Max, PageSize, batch, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Count; i++)
            {
                yield return (Parse(stream, batch[i]), OwnFields(batch[i]));
            }

            from = batch.Count == 0 ? from : batch[batch.Count - 1].Id.Next;
        }
        while (batch.Count == PageSize);
    }

    private static DeadLetter Parse(string stream, in StreamEntry entry)
    {
        NikaMeta? meta = null;
        if (entry.TryGet(WireFields.Meta, out var json))
        {
            var reader = new JsonReader(json);
            if (NikaMeta.TryReadJson(ref reader, out var read) && reader.ReadEnd())
            {
                meta = read;
            }
        }

        return new(
            entry.Id,
            stream,
            Text(entry, WireFields.Type),
            meta,
            entry.TryGet(WireFields.Data, out var data) ? data.ToArray() : default,
            Text(entry, "error"u8),
            long.TryParse(Text(entry, "attempts"u8), NumberStyles.None, CultureInfo.InvariantCulture, out long attempts) ? attempts : 0,
            entry.TryGet("origin"u8, out var origin) ? OriginOf(origin.ToArray()) : null);
    }

    private static DeadLetterOrigin? OriginOf(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return StreamId.TryParse(Encoding.UTF8.GetBytes(root.GetProperty("id").GetString() ?? ""), out var id)
                ? new(root.GetProperty("stream").GetString() ?? "", id, root.GetProperty("group").GetString() ?? "", root.GetProperty("consumer").GetString() ?? "")
                : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // a stranger's
        }
    }

    private static byte[] OwnFields(in StreamEntry entry)
    {
        var buffer = new Utf8Buffer(entry.Fields.Length);
        var writer = new FieldWriter(buffer);
        var fields = new FieldReader(entry.Fields);
        while (fields.TryNext(out var name, out var value))
        {
            if (!name.SequenceEqual("error"u8) && !name.SequenceEqual("attempts"u8) && !name.SequenceEqual("origin"u8))
            {
                writer.Field(name, value);
            }
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Text(in StreamEntry entry, ReadOnlySpan<byte> field) =>
        entry.TryGet(field, out var value) ? Encoding.UTF8.GetString(value) : "";
}
