namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// What a group has pending, in ascending order of id. A group gives entries in order, so new ones always belong at the end;
/// acknowledged ones leave holes that are closed when room runs out, which costs nothing on average.
/// </summary>
internal sealed class PendingList
{
    private PendingEntry[] items = [];
    private int start;
    private int end;

    /// <summary>How many are pending.</summary>
    public int Count { get; private set; }

    /// <summary>The position after the last entry. Positions hold until the next <see cref="Add"/>.</summary>
    public int End => end;

    /// <summary>The entry at a position; a hole has no consumer.</summary>
    public ref PendingEntry this[int position] => ref items[position];

    public void Add(StreamId id, string consumer, long now)
    {
        if (end == items.Length)
        {
            MakeRoom();
        }

        items[end++] = new PendingEntry { Id = id, Consumer = consumer, DeliveredAt = now, Deliveries = 1 };
        Count++;
    }

    /// <summary>The position of the first entry whose id is not below <paramref name="id"/>, which may be a hole.</summary>
    public int LowerBound(StreamId id)
    {
        int low = start;
        int high = end;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (items[middle].Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The position of an entry; -1 if it is not pending.</summary>
    public int IndexOf(StreamId id)
    {
        int position = LowerBound(id);
        return position < end && items[position].Id == id && items[position].Consumer is not null ? position : -1;
    }

    /// <summary>The oldest ids, at most <paramref name="count"/>.</summary>
    public List<StreamId> Ids(int count)
    {
        var ids = new List<StreamId>(Math.Min(count, Count));
        for (int i = start; i < end && ids.Count < count; i++)
        {
            if (items[i].Consumer is not null)
            {
                ids.Add(items[i].Id);
            }
        }

        return ids;
    }

    /// <summary>How many a consumer has.</summary>
    public int CountOf(string consumer)
    {
        int count = 0;
        for (int i = start; i < end; i++)
        {
            count += items[i].Consumer == consumer ? 1 : 0;
        }

        return count;
    }

    public void RemoveAt(int position)
    {
        items[position].Consumer = null;
        Count--;
        if (Count == 0)
        {
            start = end = 0;
            return;
        }

        while (items[start].Consumer is null)
        {
            start++;
        }
    }

    private void MakeRoom()
    {
        // Closing the holes pays only if it frees half: otherwise it would be repeated soon.
        var target = Count <= items.Length / 2 ? items : new PendingEntry[items.Length * 2];
        if (target.Length == 0)
        {
            target = new PendingEntry[16];
        }

        int kept = 0;
        for (int i = start; i < end; i++)
        {
            if (items[i].Consumer is not null)
            {
                target[kept++] = items[i];
            }
        }

        items = target;
        start = 0;
        end = kept;
    }
}
