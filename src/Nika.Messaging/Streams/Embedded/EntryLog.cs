namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// Entries in ascending order of id: added at the end, removed from the front, found by binary search. Kept in chunks, so that
/// neither growing nor trimming moves an entry; a chunk that was trimmed away serves again as the next one.
/// </summary>
internal sealed class EntryLog
{
    private const int ChunkSize = 64;

    // A ring of chunks; its length is a power of two.
    private StoredEntry[]?[] chunks = new StoredEntry[4][];
    private StoredEntry[]? spare;
    private int firstChunk;
    private int chunkCount;

    // Where the oldest entry is in the first chunk.
    private int start;

    public int Count { get; private set; }

    public ref readonly StoredEntry this[int index] => ref At(index);

    public void Add(StreamId id, byte[] fields)
    {
        int position = start + Count;
        if (position == chunkCount * ChunkSize)
        {
            AddChunk();
        }

        chunks[ChunkAt(position / ChunkSize)]![position % ChunkSize] = new(id, fields);
        Count++;
    }

    /// <summary>Removes the oldest entries.</summary>
    public void RemoveFirst(int count)
    {
        while (count > 0)
        {
            var chunk = chunks[firstChunk]!;
            int here = Math.Min(count, ChunkSize - start);
            Array.Clear(chunk, start, here);
            count -= here;
            Count -= here;
            start += here;
            if (start == ChunkSize)
            {
                spare = chunk;
                chunks[firstChunk] = null;
                firstChunk = ChunkAt(1);
                chunkCount--;
                start = 0;
            }
        }
    }

    /// <summary>Removes an entry; those after it move up. For the few that are deleted, not for trimming.</summary>
    public void RemoveAt(int index)
    {
        for (int i = index; i > 0; i--)
        {
            At(i) = At(i - 1);
        }

        RemoveFirst(1);
    }

    /// <summary>The position of the first entry whose id is not below <paramref name="id"/>; <see cref="Count"/> if there is none.</summary>
    public int LowerBound(StreamId id)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (At(middle).Id < id)
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

    /// <summary>The position of the first entry after <paramref name="id"/>.</summary>
    public int After(StreamId id)
    {
        int position = LowerBound(id);
        return position < Count && At(position).Id == id ? position + 1 : position;
    }

    public int IndexOf(StreamId id)
    {
        int position = LowerBound(id);
        return position < Count && At(position).Id == id ? position : -1;
    }

    private ref StoredEntry At(int index)
    {
        int position = start + index;
        return ref chunks[ChunkAt(position / ChunkSize)]![position % ChunkSize];
    }

    private int ChunkAt(int ordinal) => (firstChunk + ordinal) & (chunks.Length - 1);

    private void AddChunk()
    {
        if (chunkCount == chunks.Length)
        {
            var wider = new StoredEntry[chunks.Length * 2][];
            for (int i = 0; i < chunkCount; i++)
            {
                wider[i] = chunks[ChunkAt(i)]!;
            }

            chunks = wider;
            firstChunk = 0;
        }

        chunks[ChunkAt(chunkCount)] = spare ?? new StoredEntry[ChunkSize];
        spare = null;
        chunkCount++;
    }
}
