using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// The server's clock: what <c>TIME</c> said last, advanced by the local monotonic clock. Since the answer took time to arrive it is a
/// little behind, so that what is trimmed by it is never too much. Entry ids don't set it: a stream whose newest id lies in the future goes on from there.
/// </summary>
internal sealed class ServerClock(TimeProvider timeProvider)
{
    // A server's clock may be corrected while we are connected.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    // Server time minus local monotonic time, in one variable: one side sets it while the other reads.
    private long offset;
    private long at;

    public bool IsDue => timeProvider.GetElapsedTime(Volatile.Read(ref at)) > AskAgainAfter;

    public long NowMilliseconds => Volatile.Read(ref offset) + Monotonic(timeProvider.GetTimestamp());

    public void Set(long unixMilliseconds, long timestamp)
    {
        Volatile.Write(ref offset, unixMilliseconds - Monotonic(timestamp));
        Volatile.Write(ref at, timestamp);
    }

    /// <summary>Reads the reply to TIME: seconds and microseconds.</summary>
    public static long ParseTime(RespReader reader)
    {
        if (reader.ReadAggregate() != 2)
        {
            throw new RespProtocolException("a time that is none");
        }

        long seconds = reader.ReadInteger();
        return (seconds * 1000) + (reader.ReadInteger() / 1000);
    }

    private long Monotonic(long timestamp) => (long)timeProvider.GetElapsedTime(0, timestamp).TotalMilliseconds;
}
