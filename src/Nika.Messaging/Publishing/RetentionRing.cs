using System.Numerics;

namespace Nika.Messaging.Publishing;

/// <summary>
/// Keeps encoded writes, in order, until their outcome is known: one circular buffer of bytes and one of slots, both allocated once.
/// Many threads add, under the lane's lock; one takes; one releases. Bytes are freed in order, oldest first.
/// </summary>
internal sealed class RetentionRing
{
    private readonly byte[] bytes;
    private readonly Slot[] slots;
    private readonly int mask;

    private int writeAt;
    private long tail;
    private long head;
    private long next;

    public RetentionRing(int capacityBytes, int capacityWrites)
    {
        bytes = GC.AllocateUninitializedArray<byte>(capacityBytes);
        slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacityWrites)];
        mask = slots.Length - 1;
    }

    /// <summary>The number after the newest write.</summary>
    public long Tail => Volatile.Read(ref tail);

    /// <summary>The oldest write that is not released.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>The next write to take.</summary>
    public long Next => Volatile.Read(ref next);

    /// <summary>Whether half of the bytes or of the slots are in use, or more. The caller holds the lane's lock.</summary>
    public bool IsHalfFull
    {
        get
        {
            long oldest = Volatile.Read(ref head);
            if (oldest == tail)
            {
                return false;
            }

            int used = writeAt - slots[oldest & mask].Offset;
            return tail - oldest > mask / 2 || (used > 0 ? used : used + bytes.Length) >= bytes.Length / 2;
        }
    }

    /// <summary>Adds a write. The caller holds the lane's lock.</summary>
    /// <returns>False if the ring is full.</returns>
    public bool TryAdd(in WriteHeader header, ReadOnlySpan<byte> write, long timestamp, PublishCompletion? completion, int completionVersion)
    {
        long oldest = Volatile.Read(ref head);
        if (tail - oldest > mask || !TryReserve(oldest, write.Length, out int offset))
        {
            return false;
        }

        write.CopyTo(bytes.AsSpan(offset));
        ref var slot = ref slots[tail & mask];
        slot.Header = header;
        slot.Offset = offset;
        slot.Length = write.Length;
        slot.AddedAt = timestamp;
        slot.Completion = completion;
        slot.CompletionVersion = completionVersion;
        slot.Released = false;
        writeAt = offset + write.Length;
        Volatile.Write(ref tail, tail + 1);
        return true;
    }

    /// <summary>Takes the next write.</summary>
    public bool TryTake(long timestamp, out long sequence)
    {
        sequence = next;
        if (sequence == Volatile.Read(ref tail))
        {
            return false;
        }

        slots[sequence & mask].TakenAt = timestamp;
        Volatile.Write(ref next, sequence + 1);
        return true;
    }

    public ref Slot this[long sequence] => ref slots[sequence & mask];

    public ReadOnlySpan<byte> BytesOf(in Slot slot) => bytes.AsSpan(slot.Offset, slot.Length);

    /// <summary>Releases a write. Its bytes are reused once all older ones are released too.</summary>
    public void Release(long sequence)
    {
        ref var slot = ref slots[sequence & mask];
        slot.Completion = null;
        slot.Header.MemoryText = null;
        slot.Header.Replay = null;
        slot.Header.Entity = default;
        slot.Released = true;
        long oldest = head;
        while (oldest < next && slots[oldest & mask].Released)
        {
            oldest++;
        }

        Volatile.Write(ref head, oldest);
    }

    private bool TryReserve(long oldest, int length, out int offset)
    {
        if (oldest == tail)
        {
            offset = 0;
            return length <= bytes.Length;
        }

        int oldestAt = slots[oldest & mask].Offset;
        if (writeAt > oldestAt)
        {
            // Free: from here to the end, and from the start to the oldest. A write is never split.
            if (length <= bytes.Length - writeAt)
            {
                offset = writeAt;
                return true;
            }

            offset = 0;
            return length < oldestAt;
        }

        offset = writeAt;
        return length < oldestAt - writeAt;
    }

    internal struct Slot
    {
        public WriteHeader Header;
        public int Offset;
        public int Length;
        public long AddedAt;
        public long TakenAt;
        public PublishCompletion? Completion;
        public int CompletionVersion;
        public bool Released;
    }
}
