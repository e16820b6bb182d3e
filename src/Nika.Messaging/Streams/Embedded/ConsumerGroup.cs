namespace Nika.Messaging.Streams.Embedded;

/// <summary>A consumer group: how far it came, and what is not acknowledged yet.</summary>
internal sealed class ConsumerGroup(StreamId lastDelivered)
{
    // As Redis: looking at many entries that are not idle enough must end, too.
    private const long LooksPerClaim = 10;

    // When each consumer last asked for something.
    private readonly Dictionary<string, long> seen = new(StringComparer.Ordinal);

    public PendingList Pending { get; } = new();

    /// <summary>How many consumers the group knows.</summary>
    public int Consumers => seen.Count;

    /// <summary>The newest entry given to any consumer.</summary>
    public StreamId LastDelivered { get; private set; } = lastDelivered;

    /// <summary>Gives entries that nobody in the group was given yet.</summary>
    public void Read(EmbeddedStream stream, string consumer, int count, long now, EntryBatch into)
    {
        seen[consumer] = now;
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
        seen[consumer] = now;
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

    /// <summary>Hands entries that a consumer holds over to whoever takes the offer.</summary>
    public long Release(EmbeddedStream stream, string consumer, string offer, ReadOnlySpan<StreamId> ids, bool wasTried, long now)
    {
        long released = 0;
        foreach (var id in ids)
        {
            if (!TryFindHeld(stream, consumer, id, out int position))
            {
                continue;
            }

            ref var pending = ref Pending[position];
            pending.Consumer = offer;
            pending.DeliveredAt = now;
            pending.Deliveries = Math.Max(0, pending.Deliveries - (wasTried ? 0 : 1));
            seen[offer] = now;
            released++;
        }

        return released;
    }

    public IReadOnlyList<StreamId> TakeReleased(EmbeddedStream stream, string consumer, IReadOnlyList<string> offers, int count, long now, EntryBatch into)
    {
        List<StreamId>? trimmed = null;
        foreach (string offer in offers)
        {
            int end = Pending.End;
            for (int position = Pending.LowerBound(StreamId.Zero); position < end && count > 0; position++)
            {
                ref var pending = ref Pending[position];
                if (pending.Consumer != offer)
                {
                    continue;
                }

                count--;
                int index = stream.Entries.IndexOf(pending.Id);
                if (index < 0)
                {
                    (trimmed ??= []).Add(pending.Id);
                    Pending.RemoveAt(position);
                    continue;
                }

                seen[consumer] = now;
                pending.Consumer = consumer;
                pending.DeliveredAt = now;
                pending.Deliveries++;
                into.AddEntry(stream.Key, pending.Id, pending.Deliveries);
                into.AddFields(stream.Entries[index].Fields);
            }
        }

        return trimmed ?? (IReadOnlyList<StreamId>)[];
    }

    public List<string> Reap(string keep, long idle, long now)
    {
        List<string> gone = [];
        foreach (var (name, at) in seen)
        {
            if (name != keep && now - at >= idle && Pending.CountOf(name) == 0)
            {
                gone.Add(name);
            }
        }

        gone.ForEach(name => seen.Remove(name));
        return gone;
    }

    public List<GroupMember> Members(long now) =>
        [.. seen.Select(member => new GroupMember(member.Key, Pending.CountOf(member.Key), TimeSpan.FromMilliseconds(now - member.Value)))];

    public GroupFigures Figures(EmbeddedStream stream, string name, ulong clock)
    {
        TimeSpan? age = Pending.Count == 0 ? null : TimeSpan.FromMilliseconds(Math.Max(0, (double)clock - Pending.Ids(1)[0].Milliseconds));
        return new(stream.Key, name, stream.Entries.Count - stream.Entries.After(LastDelivered), Pending.Count, age, seen.Count);
    }

    public void Renew(EmbeddedStream stream, string consumer, ReadOnlySpan<StreamId> ids, long now)
    {
        foreach (var id in ids)
        {
            if (TryFindHeld(stream, consumer, id, out int position))
            {
                Pending[position].DeliveredAt = now;
            }
        }
    }

    /// <summary>Finds an entry that the consumer holds: not one that is acknowledged, or another's by now.</summary>
    private bool TryFindHeld(EmbeddedStream stream, string consumer, StreamId id, out int position)
    {
        position = Pending.IndexOf(id);
        if (position < 0 || Pending[position].Consumer != consumer)
        {
            return false;
        }

        if (stream.Entries.IndexOf(id) >= 0)
        {
            return true;
        }

        // As Redis since 7: an entry that is gone cannot be held.
        Pending.RemoveAt(position);
        return false;
    }
}
