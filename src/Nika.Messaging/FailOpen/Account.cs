namespace Nika.Messaging;


/// <summary>
/// The account of every message a pod published. It balances once nothing is in flight:
/// published = delivered + in the local log + dropped.
/// </summary>
public sealed class Account
{
    private long published;
    private long delivered;
    private long logged;
    private long dropped;
    private long refused;

    internal Account()
    {
    }

    /// <summary>Messages taken by <c>Publish</c> or <c>Set</c>, the refused ones not among them.</summary>
    public long Published => Volatile.Read(ref published);

    /// <summary>Messages the store acknowledged.</summary>
    public long Delivered => Volatile.Read(ref delivered);

    /// <summary>Messages in the local log.</summary>
    public long Logged => Volatile.Read(ref logged);

    /// <summary>Messages that neither the store nor the local log took.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Messages refused for the caller's own error.</summary>
    public long Refused => Volatile.Read(ref refused);

    /// <summary>Messages taken whose end is not known yet.</summary>
    public long InFlight => Published - Delivered - Logged - Dropped;

    internal void CountPublished() => Interlocked.Increment(ref published);

    internal void CountDelivered() => Interlocked.Increment(ref delivered);

    internal void CountLogged() => Interlocked.Increment(ref logged);

    /// <summary>Messages the local log had taken and its disk then refused: they are dropped after all.</summary>
    internal void CountLostFromLog(int count)
    {
        _ = Interlocked.Add(ref logged, -count);
        _ = Interlocked.Add(ref dropped, count);
    }

    internal void CountDropped() => Interlocked.Increment(ref dropped);

    internal void CountRefused() => Interlocked.Increment(ref refused);
}
