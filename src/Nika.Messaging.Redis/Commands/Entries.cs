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

    /// <summary>Reads what a claim answers: the cursor, entries, the ids of those that no longer exist, and delivery counts.</summary>
    public static ClaimResult ReadClaim(ref RespReader reader, string key, EntryBatch into)
    {
        int parts = reader.ReadAggregate();
        var next = ReadId(ref reader);
        _ = Read(ref reader, key, 0, into);
        var trimmed = new StreamId[Math.Max(0, reader.ReadAggregate())];
        for (int i = 0; i < trimmed.Length; i++)
        {
            trimmed[i] = ReadId(ref reader);
        }

        int counts = parts < 4 ? 0 : reader.ReadAggregate();
        for (int i = 0; i < counts && i < into.Count; i++)
        {
            into.SetDeliveries(i, reader.ReadInteger());
        }

        return new(next, trimmed);
    }

    public static StreamId ReadId(ref RespReader reader)
    {
        var text = reader.ReadBytes();
        return StreamId.TryParse(text, out var id) ? id : throw new RespProtocolException("an entry id that is none: " + ServerText.Of(text));
    }
}
