namespace Nika.Messaging;

/// <summary>What a pod's consumers did.</summary>
public sealed class ConsumerCounters
{
    private long handled;
    private long failed;
    private long acked;
    private long deadLettered;
    private long expiredUnread;
    private long released;

    internal ConsumerCounters()
    {
    }

    /// <summary>Messages a handler took successfully.</summary>
    public long Handled => Volatile.Read(ref handled);

    /// <summary>Times a handler failed.</summary>
    public long Failed => Volatile.Read(ref failed);

    /// <summary>Entries acked in their group.</summary>
    public long Acked => Volatile.Read(ref acked);

    /// <summary>Entries that went to the dead letters.</summary>
    public long DeadLettered => Volatile.Read(ref deadLettered);

    /// <summary>Entries that were trimmed from their stream before anyone in the group had acked them.</summary>
    public long ExpiredUnread => Volatile.Read(ref expiredUnread);

    /// <summary>Entries handed back to their group, because no handler for them is here or the pod stopped before it came to them.</summary>
    public long Released => Volatile.Read(ref released);

    internal void CountReleased(long count) => Interlocked.Add(ref released, count);

    internal void CountHandled() => Interlocked.Increment(ref handled);

    internal void CountFailed() => Interlocked.Increment(ref failed);

    internal void CountAcked(long count) => Interlocked.Add(ref acked, count);

    internal void CountDeadLettered() => Interlocked.Increment(ref deadLettered);

    internal void CountExpiredUnread(long count) => Interlocked.Add(ref expiredUnread, count);
}
