namespace Nika.Messaging;


/// <summary>
/// The account of every message a pod published. It balances once nothing is in flight:
/// published + inherited = delivered + in the local log + dropped + expired. What the server itself loses after it has acknowledged
/// is not in it.
/// </summary>
public sealed class Account
{
    private long published;
    private long delivered;
    private long logged;
    private long dropped;
    private long refused;
    private long expired;
    private long replayed;
    private long inherited;

    internal Account()
    {
    }

    /// <summary>Messages taken by <c>Publish</c> or <c>Set</c>, the refused ones not among them.</summary>
    public long Published => Volatile.Read(ref published);

    /// <summary>Messages the store acknowledged.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>Messages that are in the local log and not on the server: those that wait for replay, and those that stay.</summary>
    public long Logged => Volatile.Read(ref logged);

    /// <summary>Messages that neither the store nor the local log took.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Messages refused for the caller's own error.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Messages whose time to live was over before they could be replayed.</summary>
    public long Expired => Volatile.Read(ref expired);

    /// <summary>Messages delivered from the local log, those found on the server among them. They are counted as delivered too.</summary>
    public long Replayed => Volatile.Read(ref replayed);

    /// <summary>Messages that an earlier run left in the local log and this one took over.</summary>
    public long Inherited => Volatile.Read(ref inherited);

    /// <summary>Messages taken whose end is not known yet.</summary>
    public long InFlight => Published + Inherited - Delivered - Logged - Dropped - Expired;

    internal void CountPublished() => Interlocked.Increment(ref published);

    internal void CountDelivered() => Interlocked.Increment(ref delivered);

    internal void CountLogged() => Interlocked.Increment(ref logged);

    /// <summary>Messages the local log had taken and its disk then refused: they are dropped after all.</summary>
    internal void CountLostFromLog(int count)
    {
        _ = Interlocked.Add(ref logged, -count);
        _ = Interlocked.Add(ref dropped, count);
    }

    internal void CountReplayed()
    {
        _ = Interlocked.Decrement(ref logged);
        _ = Interlocked.Increment(ref delivered);
        _ = Interlocked.Increment(ref replayed);
    }

    internal void CountExpired()
    {
        _ = Interlocked.Decrement(ref logged);
        _ = Interlocked.Increment(ref expired);
    }

    internal void CountInherited()
    {
        _ = Interlocked.Increment(ref inherited);
        _ = Interlocked.Increment(ref logged);
    }

    internal void CountDropped() => Interlocked.Increment(ref dropped);

    internal void CountRefused() => Interlocked.Increment(ref refused);
}
