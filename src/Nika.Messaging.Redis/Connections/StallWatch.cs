namespace Nika.Messaging.Redis.Connections;

/// <summary>Looks at a connection again and again while it owes replies; while it owes none no timer runs, and an idle pod sleeps.</summary>
internal sealed class StallWatch : IAsyncDisposable
{
    private readonly TimeSpan period;
    private readonly Func<bool> isIdle;
    private readonly Action look;
    private readonly Lock sync = new();
    private readonly ITimer timer;
    private bool isRunning;

    /// <summary>Creates a watch that does not run.</summary>
    /// <param name="timeProvider">The time.</param>
    /// <param name="period">How often to look.</param>
    /// <param name="isIdle">Whether nothing is owed: it ends the watch until the next <see cref="Run"/>.</param>
    /// <param name="look">Looks, and closes what has stalled.</param>
    public StallWatch(TimeProvider timeProvider, TimeSpan period, Func<bool> isIdle, Action look)
    {
        this.period = period;
        this.isIdle = isIdle;
        this.look = look;
        timer = timeProvider.CreateTimer(static self => ((StallWatch)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs, if it does not. Call it after something is owed, and under no lock that the questions take.</summary>
    public void Run()
    {
        lock (sync)
        {
            if (!isRunning)
            {
                isRunning = true;
                _ = timer.Change(period, period);
            }
        }
    }

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Tick()
    {
        lock (sync)
        {
            if (isIdle())
            {
                isRunning = false;
                _ = timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        look();
    }
}
