namespace Nika.Messaging.TestSupport;

/// <summary>A point in time by which something must have happened, by the system's monotonic clock.</summary>
public readonly struct Deadline
{
    private readonly long end;

    private Deadline(long end) => this.end = end;

    /// <summary>The deadline that is <paramref name="time"/> from now.</summary>
    public static Deadline After(TimeSpan time) => new(Environment.TickCount64 + (long)time.TotalMilliseconds);

    /// <summary>The deadline that is so many seconds from now.</summary>
    public static Deadline Seconds(double seconds) => After(TimeSpan.FromSeconds(seconds));

    public bool IsPast => Environment.TickCount64 >= end;

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Remaining => TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64));

    /// <summary>A token that is cancelled at the deadline.</summary>
    public CancellationToken Token => new CancellationTokenSource(Remaining).Token;
}
