namespace Nika.Messaging;

/// <summary>What a pod asked, and what became of it; and what it did not do because nobody waited for it any more.</summary>
public sealed class AskCounters
{
    private int pending;
    private long asked;
    private long answered;
    private long failed;
    private long timedOut;
    private long late;
    private long expired;
    private long withdrawn;

    internal AskCounters()
    {
    }

    /// <summary>Requests of this pod that wait for their replies now.</summary>
    public int Pending => Volatile.Read(ref pending);

    /// <summary>Requests this pod has sent.</summary>
    public long Asked => Volatile.Read(ref asked);

    /// <summary>Requests that were answered.</summary>
    public long Answered => Volatile.Read(ref answered);

    /// <summary>Requests that were answered with an error, or with something else than their reply.</summary>
    public long Failed => Volatile.Read(ref failed);

    /// <summary>Requests whose reply did not come in time.</summary>
    public long TimedOut => Volatile.Read(ref timedOut);

    /// <summary>Replies to requests of this pod that were passed over because they came too late, or a second time.</summary>
    public long Late => Volatile.Read(ref late);

    /// <summary>Requests of others that this pod did not begin because their deadline had passed.</summary>
    public long Expired => Volatile.Read(ref expired);

    /// <summary>Requests of others that this pod did not begin, or stopped handling, because the asker had given up.</summary>
    public long Withdrawn => Volatile.Read(ref withdrawn);

    /// <summary>Counts one more that waits, if there may be.</summary>
    internal bool TryBegin(int most)
    {
        if (Interlocked.Increment(ref pending) <= most)
        {
            return true;
        }

        _ = Interlocked.Decrement(ref pending);
        return false;
    }

    internal void CountEnd() => Interlocked.Decrement(ref pending);

    internal void CountAsked() => Interlocked.Increment(ref asked);

    internal void Count(ReplyStatus status)
    {
        switch (status)
        {
            case ReplyStatus.Answered:
                _ = Interlocked.Increment(ref answered);
                break;
            case ReplyStatus.Failed or ReplyStatus.Malformed:
                _ = Interlocked.Increment(ref failed);
                break;
            case ReplyStatus.TimedOut:
                _ = Interlocked.Increment(ref timedOut);
                break;
        }
    }

    internal void CountLate() => Interlocked.Increment(ref late);

    internal void CountExpired() => Interlocked.Increment(ref expired);

    internal void CountWithdrawn() => Interlocked.Increment(ref withdrawn);
}
