namespace Nika.Messaging.Tests.Memory;

/// <summary>A clock that moves only when a test moves it, and then fires the timers that are due, in order.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock door = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far away each timer that is set is, the nearest first.</summary>
    public TimeSpan[] Due
    {
        get
        {
            lock (door)
            {
                return [.. timers.Where(timer => timer.Due is not null).Select(timer => timer.Due!.Value - now).Order()];
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (door)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (door)
        {
            timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        var end = GetUtcNow() + time;
        while (true)
        {
            ManualTimer? next;
            lock (door)
            {
                next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                now = next?.Due > now ? next.Due.Value : now;
                if (next is null)
                {
                    now = end;
                    return;
                }

                next.Due = null;
            }

            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.door)
            {
                Assert.True(period == Timeout.InfiniteTimeSpan, "no test needs a periodic timer");
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.door)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
