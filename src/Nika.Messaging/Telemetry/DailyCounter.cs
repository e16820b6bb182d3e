using System.Text;

namespace Nika.Messaging.Telemetry;

/// <summary>A field of a hash of counters: what was counted, and how much of it is written.</summary>
/// <param name="field">The field's name.</param>
internal sealed class DailyCounter(string field)
{
    private long counted;
    private long written;

    public byte[] Field { get; } = Encoding.UTF8.GetBytes(field);

    /// <summary>What was counted since the start; for sums, which are counted elsewhere, set before a write.</summary>
    public long Counted
    {
        get => Volatile.Read(ref counted);
        set => Volatile.Write(ref counted, value);
    }

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsWritten => Counted <= written;

    public void Increment() => Interlocked.Increment(ref counted);

    /// <summary>Takes what is not written yet, for one write.</summary>
    public long Take()
    {
        long by = Counted - written;
        written += by > 0 ? by : 0;
        return by;
    }

    /// <summary>That write was not sent.</summary>
    public void GiveBack(long by) => written -= by;
}
