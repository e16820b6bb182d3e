using System.Runtime.InteropServices;
using System.Text.Json;

namespace Nika.Messaging.Qdrant.Reading;

/// <summary>How far a reading by time has come: the instant of the last point, and which points of that instant were read. The server gives no position of its own for an order.</summary>
internal sealed class ScrollPosition(MemoryOrder order)
{
    public MemoryOrder Order => order;

    /// <summary>The instant of the last point, in microseconds; null before the first.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>The ids of the points of that instant that were read, as JSON.</summary>
    public List<byte[]> PassedThere { get; } = [];

    /// <summary>A point was read.</summary>
    /// <param name="point">The point.</param>
    /// <param name="remembered">The event that it is; null for a stranger, whose place is where the server says.</param>
    /// <exception cref="FormatException">The server's place is none.</exception>
    public void Passed(JsonElement point, MemoryEvent? remembered)
    {
        var instant = remembered is null ? PlaceOf(point) : MemoryValue.Of(remembered.Meta.Timestamp).Time;
        if (instant != From)
        {
            From = instant;
            PassedThere.Clear();
        }

        PassedThere.Add(JsonMarshal.GetRawUtf8Value(point.GetProperty("id"u8)).ToArray());
    }

    // Microseconds since 1970.
    private static DateTimeOffset PlaceOf(JsonElement point)
    {
        long microseconds = point.GetProperty("order_value"u8).GetInt64();
        return microseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() * 1000 && microseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() * 1000
            ? DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw new FormatException("There is no such time.");
    }
}
