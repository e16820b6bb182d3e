namespace Nika.Messaging.TestSupport;

/// <summary>
/// A clock that stands until it is moved. Timers fire on the thread that moves it. The wall clock can also be set, back too,
/// without time passing.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock sync = new();
    private readonly List<ManualTimer> timers = [];
    private long elapsed;
    private DateTimeOffset wallClockAtZero = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref elapsed);

    public override DateTimeOffset GetUtcNow()
    {
        lock (sync)
        {
            return wallClockAtZero + TimeSpan.FromTicks(elapsed);
        }
    }

    /// <summary>Lets time pass; timers fire in the order of their due times.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        long end = GetTimestamp() + time.Ticks;
        while (true)
        {
            ManualTimer? due;
            lock (sync)
            {
                due = timers.Where(timer => timer.Due <= end).MinBy(static timer => timer.Due);
                elapsed = due is null ? end : Math.Max(elapsed, due.Due);
                due?.Schedule();
            }

            if (due is null)
            {
                return;
            }

            due.Fire();
        }
    }

    /// <summary>Sets the wall clock forward or back.</summary>
    public void StepWallClock(TimeSpan by)
    {
        lock (sync)
        {
            wallClockAtZero += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTimeProvider owner, Action callback) : ITimer
    {
        private TimeSpan period;

        public long Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner.sync)
            {
                this.period = period;
                _ = owner.timers.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = owner.elapsed + dueTime.Ticks;
                    owner.timers.Add(this);
                }
            }

            return true;
        }

        /// <summary>The next time, for a timer that is about to fire. Under the owner's lock.</summary>
        public void Schedule()
        {
            if (period > TimeSpan.Zero)
            {
                Due += period.Ticks;
            }
            else
            {
                _ = owner.timers.Remove(this);
            }
        }

        public void Fire() => callback();

        public void Dispose()
        {
            lock (owner.sync)
            {
                _ = owner.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
