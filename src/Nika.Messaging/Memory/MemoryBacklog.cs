using System.Runtime.CompilerServices;

namespace Nika.Messaging;

/// <summary>
/// The events that wait for memory, those being written among them, within their bounds; and the account of them:
/// offered = remembered + dropped + logged + waiting. Safe for use by several threads; nothing waits in here.
/// </summary>
internal sealed class MemoryBacklog(int capacity, long maxBytes, int batchSize)
{
    // Once full, the queue counts as full until half of it is free, or a queue at its bound would be a log line per batch.
    private const int RoomDivisor = 2;

    // The record and its arrays: two object headers with their fields, and an entry of the queue.
    private static readonly int FixedSize = Unsafe.SizeOf<NikaMeta>() + 128;

    private readonly Lock door = new();
    private readonly Queue<MemoryEvent> waiting = new();
    private long count;
    private long bytes;
    private long added;
    private long remembered;
    private long logged;
    private long dropped;
    private long droppedBeforeFull;
    private bool full;
    private bool closed;

    /// <summary>Events taken.</summary>
    public long Added => Volatile.Read(ref added);

    /// <summary>Events that are in memory.</summary>
    public long Remembered => Volatile.Read(ref remembered);

    /// <summary>Events that wait in the log.</summary>
    public long Logged => Volatile.Read(ref logged);

    /// <summary>Events not taken for want of room or after the end, and those given up at the end.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Events taken that are neither in memory nor dropped.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>The bytes those take, about.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Whether a whole batch can be taken.</summary>
    public bool HasBatch
    {
        get
        {
            lock (door)
            {
                return waiting.Count >= batchSize;
            }
        }
    }

    /// <summary>Whether anything can be taken.</summary>
    public bool HasAny
    {
        get
        {
            lock (door)
            {
                return waiting.Count > 0;
            }
        }
    }

    /// <summary>The bytes an event takes while it waits, about.</summary>
    public static long SizeOf(string text, int metaLength, int dataLength) => FixedSize + ((long)text.Length * sizeof(char)) + metaLength + dataLength;

    /// <summary>Whether an event of that size would be taken now; nothing is counted.</summary>
    public bool HasRoomFor(long size) => Count < capacity && Bytes + size <= maxBytes;

    /// <summary>Takes an event if there is room.</summary>
    /// <param name="candidate">The event, or null if it was seen before that there is no room.</param>
    /// <param name="size">Its size.</param>
    /// <param name="wake">Whether the writer may be waiting for just this one.</param>
    /// <param name="becameFull">Whether it is the first of a row that is not taken for want of room.</param>
    public bool TryAdd(MemoryEvent? candidate, long size, out bool wake, out bool becameFull)
    {
        lock (door)
        {
            wake = becameFull = false;
            if (candidate is not null && !closed && HasRoomFor(size))
            {
                waiting.Enqueue(candidate);
                count++;
                bytes += size;
                added++;
                wake = waiting.Count == 1 || waiting.Count == batchSize;
                return true;
            }

            if (!full && !closed)
            {
                full = becameFull = true;
                droppedBeforeFull = dropped;
            }

            dropped++;
            return false;
        }
    }

    /// <summary>Takes the oldest events out to be written; they count as waiting until <see cref="Settle"/>.</summary>
    public MemoryEvent[] TakeBatch()
    {
        lock (door)
        {
            var batch = new MemoryEvent[Math.Min(waiting.Count, batchSize)];
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = waiting.Dequeue();
            }

            return batch;
        }
    }

    /// <summary>Puts a batch back, before all others: it was not written.</summary>
    public void PutBack(MemoryEvent[] batch)
    {
        lock (door)
        {
            MemoryEvent[] later = [.. waiting];
            waiting.Clear();
            foreach (var kept in (ReadOnlySpan<MemoryEvent[]>)[batch, later])
            {
                Array.ForEach(kept, waiting.Enqueue);
            }
        }
    }

    /// <summary>Counts events that were in the log as remembered.</summary>
    public void Replayed(int number)
    {
        lock (door)
        {
            logged -= number;
            remembered += number;
        }
    }

    /// <summary>Counts a batch as remembered, or as logged.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="isLogged">Whether it is in the log now, and not in memory.</param>
    /// <param name="droppedMeanwhile">How many were dropped while there was no room, if there is room again now.</param>
    /// <returns>Whether there is room again.</returns>
    public bool Settle(MemoryEvent[] batch, bool isLogged, out long droppedMeanwhile)
    {
        long size = 0;
        foreach (var settled in batch)
        {
            size += SizeOf(settled.Text, settled.MetaJson.Length, settled.DataJson.Length);
        }

        lock (door)
        {
            droppedMeanwhile = 0;
            if (closed && count == 0)
            {
                // It was given up at the end already.
                return false;
            }

            count -= batch.Length;
            bytes -= size;
            remembered += isLogged ? 0 : batch.Length;
            logged += isLogged ? batch.Length : 0;
            if (!full || count > capacity / RoomDivisor || bytes > maxBytes / RoomDivisor)
            {
                return false;
            }

            full = false;
            droppedMeanwhile = dropped - droppedBeforeFull;
            return true;
        }
    }

    /// <summary>Takes no more events.</summary>
    public void Close()
    {
        lock (door)
        {
            closed = true;
        }
    }

    /// <summary>Drops what still waits.</summary>
    /// <returns>How many events that were.</returns>
    public long GiveUp()
    {
        lock (door)
        {
            long lost = count;
            dropped += lost;
            count = 0;
            bytes = 0;
            waiting.Clear();
            return lost;
        }
    }
}
