using System.Diagnostics;

namespace Nika.Messaging.Benchmarks;

/// <summary>Latencies of one kind, kept in full. One thread at a time.</summary>
internal sealed class Latencies(int capacity)
{
    private readonly List<double> microseconds = new(capacity);

    public int Count => microseconds.Count;

    public double MedianMicroseconds => Percentile(50);

    public double MaxMicroseconds => microseconds.Max();

    /// <summary>What so many percent stay below, in microseconds.</summary>
    public double Percentile(double percent)
    {
        microseconds.Sort();
        return microseconds[Math.Min(microseconds.Count - 1, (int)(microseconds.Count * percent / 100))];
    }

    public void Add(long startTimestamp) => microseconds.Add(Stopwatch.GetElapsedTime(startTimestamp).TotalMicroseconds);
}
