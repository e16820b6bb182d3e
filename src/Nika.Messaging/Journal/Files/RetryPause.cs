namespace Nika.Messaging.Journal.Files;

/// <summary>When to try again: after a while, and twice as long after each further failure, up to a bound.</summary>
/// <param name="first">The first pause.</param>
/// <param name="longest">The longest.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="due">Called when it is time.</param>
internal sealed class RetryPause(TimeSpan first, TimeSpan longest, TimeProvider timeProvider, Action due) : IDisposable
{
    private readonly ITimer timer = timeProvider.CreateTimer(static state => ((Action)state!)(), due, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private TimeSpan? next;
    private bool waiting;

    /// <summary>There is a failure: waits, unless it is waiting already for one that was not tried again since.</summary>
    /// <param name="retried">Whether this failure was another try.</param>
    public void Wait(bool retried)
    {
        if (waiting && !retried)
        {
            return;
        }

        waiting = true;
        var now = next ?? first;
        timer.Change(now, Timeout.InfiniteTimeSpan);
        next = TimeSpan.FromTicks(Math.Min(now.Ticks * 2, longest.Ticks));
    }

    /// <summary>There is no failure any more.</summary>
    public void Reset()
    {
        if (waiting)
        {
            waiting = false;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            next = null;
        }
    }

    public void Dispose() => timer.Dispose();
}
