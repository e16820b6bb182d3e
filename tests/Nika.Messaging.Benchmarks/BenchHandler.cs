using System.Diagnostics;

namespace Nika.Messaging.Benchmarks;

/// <summary>Does next to nothing: notes when a message came.</summary>
[Handler(Group, Concurrency = Slots, FlowsContext = false)]
internal sealed partial class BenchHandler(HandlerProbe probe)
{
    public const string Group = "cg:bench";

    /// <summary>Handler slots, and so the most entries of one read; the raw peer's COUNT too.</summary>
    public const int Slots = 64;

    public ValueTask HandleAsync(BenchEvent message, CancellationToken cancellation)
    {
        probe.Note(message.Number);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What the handlers saw.</summary>
internal sealed class HandlerProbe
{
    private readonly Lock sync = new();
    private long handled;

    /// <summary>How many messages came.</summary>
    public long Handled => Volatile.Read(ref handled);

    /// <summary>When set, a message's number is the time it was sent at, and its latency is kept.</summary>
    public Latencies? Latencies { get; set; }

    public void Note(long number)
    {
        if (Latencies is { } latencies)
        {
            lock (sync)
            {
                latencies.Add(number);
            }
        }

        _ = Interlocked.Increment(ref handled);
    }

    /// <summary>The time of sending, as a message's number.</summary>
    public static long Now => Stopwatch.GetTimestamp();
}
