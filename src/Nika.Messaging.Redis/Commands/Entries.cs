using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>Reads stream entries from replies.</summary>
internal static class Entries
{
    /// <summary>Reads an array of entries, each an id and its fields and values, into a batch. Entries that no longer exist are passed over.</summary>
    /// <returns>The last entry's id; zero if there was none.</returns>
    public static StreamId Read(ref RespReader reader, string key, long deliveries, EntryBatch into)
    {
        var last = StreamId.Zero;
        for (int left = reader.ReadAggregate(); left > 0; left--)
        {
            if (reader.ReadAggregate() != 2)
            {
                continue; // a null: Redis 6 tells so that a claimed entry no longer exists
            }

            last = ReadId(ref reader);
            int parts = reader.ReadAggregate();
            if (parts < 0)
            {
                continue; // an id without fields: deleted
            }

            into.AddEntry(key, last, deliveries);
            for (; parts > 1; parts -= 2)
            {
                var name = reader.ReadBytes();
                into.AddField(name, reader.ReadBytes());
            }
        }

        return last;
    }

    public static StreamId ReadId(ref RespReader reader)
    {
        var text = reader.ReadBytes();
        return StreamId.TryParse(text, out var id) ? id : throw new RespProtocolException("an entry id that is none: " + ServerText.Of(text));
    }
}
