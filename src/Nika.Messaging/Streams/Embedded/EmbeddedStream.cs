using System.Diagnostics.CodeAnalysis;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>A stream: its entries, and the groups that read it.</summary>
/// <param name="key">Its key.</param>
/// <param name="floor">Every id given here is above this one.</param>
internal sealed class EmbeddedStream(string key, StreamId floor) : StoredValue(key)
{
    private readonly Dictionary<string, ConsumerGroup> groups = new(StringComparer.Ordinal);

    public EntryLog Entries { get; } = new();

    /// <summary>The newest id ever given here; trimming does not change it.</summary>
    public StreamId LastId { get; private set; }

    /// <summary>Appends an entry. Its id is above every earlier one, whatever the clock says.</summary>
    /// <param name="milliseconds">The store's clock.</param>
    /// <param name="fields">The encoded fields; the array becomes the stream's.</param>
    public StreamId Append(ulong milliseconds, byte[] fields)
    {
        var below = LastId > floor ? LastId : floor;
        LastId = milliseconds > below.Milliseconds ? new(milliseconds, 0) : below with { Sequence = below.Sequence + 1 };
        Entries.Add(LastId, fields);
        return LastId;
    }

    /// <summary>Keeps the newest entries.</summary>
    public void TrimToLength(long maxLength)
    {
        if (Entries.Count > maxLength)
        {
            Entries.RemoveFirst((int)(Entries.Count - maxLength));
        }
    }

    /// <summary>Keeps the entries from an id on.</summary>
    public void TrimBefore(StreamId minId)
    {
        if (Entries.Count > 0 && Entries[0].Id < minId)
        {
            Entries.RemoveFirst(Entries.LowerBound(minId));
        }
    }

    public bool TryGetGroup(string name, [NotNullWhen(true)] out ConsumerGroup? group) => groups.TryGetValue(name, out group);

    /// <summary>The group, made if it is missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="lastDelivered">Where a new one starts: after this id.</param>
    public ConsumerGroup EnsureGroup(string name, StreamId lastDelivered)
    {
        if (!groups.TryGetValue(name, out var group))
        {
            group = new ConsumerGroup(lastDelivered);
            groups.Add(name, group);
        }

        return group;
    }

    public void Range(StreamId from, StreamId to, int count, EntryBatch into)
    {
        for (int i = Entries.LowerBound(from); i < Entries.Count && count > 0 && Entries[i].Id <= to; i++, count--)
        {
            Copy(i, into);
        }
    }

    public void ReadAfter(StreamId after, int count, EntryBatch into)
    {
        for (int i = Entries.After(after); i < Entries.Count && count > 0; i++, count--)
        {
            Copy(i, into);
        }
    }

    private void Copy(int index, EntryBatch into)
    {
        ref readonly var entry = ref Entries[index];
        into.AddEntry(Key, entry.Id, deliveries: 0);
        into.AddFields(entry.Fields);
    }
}
