using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Telemetry;

/// <summary>
/// Adds what has gathered to a hash of counters, one hash a day, one write at a time. While the server is away it goes on gathering; what may
/// have been added is never added again.
/// </summary>
/// <param name="store">Where the hash is.</param>
/// <param name="descriptor">The hash; its key template begins with <paramref name="keyPrefix"/>.</param>
/// <param name="keyPrefix">The key up to the date.</param>
internal sealed class DailyCounters(IStore store, MessageDescriptor descriptor, byte[] keyPrefix) : IOwnWrites
{
    /// <summary>Seven days: the specification's.</summary>
    public static readonly TimeSpan TimeToLive = TimeSpan.FromDays(7);

    private readonly List<Part> underWay = [];
    private readonly Lock sync = new();
    private readonly Utf8Buffer buffer = new(1024);
    private bool isUnderWay;

    /// <summary>Puts a write of all that has changed into the lane, without waking it.</summary>
    /// <param name="day">The day, UTC.</param>
    /// <param name="counters">The day's counters.</param>
    /// <returns>The lane, to be woken; null if nothing was put in: the last write is unanswered, the server away, or nothing has changed.</returns>
    public WriteLane? TryWrite(DateOnly day, List<DailyCounter> counters)
    {
        lock (sync)
        {
            if (isUnderWay)
            {
                return null;
            }

            buffer.Clear();
            var key = new Utf8Writer(buffer) { PlainText = true };
            key.Raw(keyPrefix);
            key.DateOnly(day);
            key.Complete();
            var header = new WriteHeader { Kind = WriteKind.Increment, KeyLength = buffer.Length, Descriptor = descriptor, Owner = this };
            var lane = store.LaneFor(buffer.WrittenSpan);
            if (!lane.IsUp || !TryTake(counters))
            {
                return null;
            }

            // Before it is there: the answer may be quicker than the return.
            isUnderWay = true;
            if (lane.TryAddQuietly(in header, buffer.WrittenSpan, completion: null) is null)
            {
                return lane;
            }

            GiveBack();
            return null;
        }
    }

    /// <inheritdoc/>
    public void Answered(in WriteHeader header, WriteFailure? failure)
    {
        lock (sync)
        {
            if (failure == WriteFailure.NotSent)
            {
                GiveBack();
            }

            underWay.Clear();
            isUnderWay = false;
        }
    }

    private bool TryTake(List<DailyCounter> counters)
    {
        var fields = new FieldWriter(buffer);
        foreach (var counter in counters)
        {
            long by = counter.Take();
            if (by > 0)
            {
                underWay.Add(new(counter, by));
                fields.Begin(counter.Field);
                fields.Writer.Int64(by);
                fields.End();
            }
        }

        fields.Complete();
        return underWay.Count > 0;
    }

    private void GiveBack()
    {
        foreach (var part in underWay)
        {
            part.Counter.GiveBack(part.By);
        }

        underWay.Clear();
        isUnderWay = false;
    }

    private readonly record struct Part(DailyCounter Counter, long By);
}
