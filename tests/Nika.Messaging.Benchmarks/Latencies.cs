using System.Diagnostics;

namespace Nika.Messaging.Benchmarks;

/// <summary>Latencies of one kind, kept in full.</summary>
internal sealed class Latencies(int capacity)
{
    private readonly List<double> microseconds = new(capacity);

    public double MedianMicroseconds
    {
        get
        {
            microseconds.Sort();
            return microseconds[microseconds.Count / 2];
        }
    }

    public void Add(long startTimestamp) => microseconds.Add(Stopwatch.GetElapsedTime(startTimestamp).TotalMicroseconds);
}
