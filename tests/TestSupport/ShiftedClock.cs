namespace Nika.Messaging.TestSupport;

/// <summary>The system's clock with another date, whose monotonic side can be pushed on. Timers are real.</summary>
public sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long startedAt = System.GetTimestamp();
    private long ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, (long)(by.TotalSeconds * TimestampFrequency));

    public override DateTimeOffset GetUtcNow() => start + GetElapsedTime(startedAt, GetTimestamp());

    public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref ahead);
}
