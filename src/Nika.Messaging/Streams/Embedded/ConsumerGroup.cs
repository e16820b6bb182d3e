namespace Nika.Messaging.Streams.Embedded;

/// <summary>A consumer group: how far it came, and what is not acknowledged yet.</summary>
internal sealed class ConsumerGroup(StreamId lastDelivered)
{
    // As Redis: looking at many entries that are not idle enough must end, too.
    private const long LooksPerClaim = 10;

    public PendingList Pending { get; } = new();

    /// <summary>The newest entry given to any consumer.</summary>
    public StreamId LastDelivered { get; private set; } = lastDelivered;

    /// <summary>Gives entries that nobody in the group was given yet.</summary>
    public void Read(EmbeddedStream stream, string consumer, int count, long now, EntryBatch into)
    {
        var entries = stream.Entries;
        int from = entries.After(LastDelivered);
        int to = (int)Math.Min(entries.Count, (long)from + count);
        for (int i = from; i < to; i++)
        {
            ref readonly var entry = ref entries[i];
            Pending.Add(entry.Id, consumer, now);
            LastDelivered = entry.Id;
            into.AddEntry(stream.Key, entry.Id, deliveries: 1);
            into.AddFields(entry.Fields);
        }
    }

    public long Acknowledge(ReadOnlySpan<StreamId> ids)
    {
        long removed = 0;
        foreach (var id in ids)
        {
            int position = Pending.IndexOf(id);
            if (position >= 0)
            {
                Pending.RemoveAt(position);
                removed++;
            }
        }

        return removed;
    }

    public ClaimResult Claim(EmbeddedStream stream, string consumer, long minIdle, StreamId cursor, int count, long now, EntryBatch into)
    {
        List<StreamId>? trimmed = null;
        long looks = count * LooksPerClaim;
        int position = Pending.LowerBound(cursor);
        int end = Pending.End;
        for (; position < end && count > 0 && looks > 0; position++)
        {
            ref var pending = ref Pending[position];
            if (pending.Consumer is null)
            {
                continue;
            }

            looks--;
            int index = stream.Entries.IndexOf(pending.Id);
            if (index < 0)
            {
                (trimmed ??= []).Add(pending.Id);
                Pending.RemoveAt(position);
                count--;
            }
            else if (now - pending.DeliveredAt >= minIdle)
            {
                pending.Consumer = consumer;
                pending.DeliveredAt = now;
                pending.Deliveries++;
                into.AddEntry(stream.Key, pending.Id, pending.Deliveries);
                into.AddFields(stream.Entries[index].Fields);
                count--;
            }
        }

        while (position < end && Pending[position].Consumer is null)
        {
            position++;
        }

        // Removing the last pending entry empties the list, positions and all: nothing can be left behind the cursor then.
        var next = position < end && Pending.Count > 0 ? Pending[position].Id : StreamId.Zero;
        return new(next, trimmed ?? (IReadOnlyList<StreamId>)[]);
    }

    public void Renew(EmbeddedStream stream, string consumer, ReadOnlySpan<StreamId> ids, long now)
    {
        foreach (var id in ids)
        {
            int position = Pending.IndexOf(id);
            if (position < 0 || Pending[position].Consumer != consumer)
            {
                // Acknowledged, or another's by now: it must not be taken back from him.
                continue;
            }

            if (stream.Entries.IndexOf(id) < 0)
            {
                // As Redis since 7: an entry that is gone cannot be held.
                Pending.RemoveAt(position);
            }
            else
            {
                Pending[position].DeliveredAt = now;
            }
        }
    }
}
