using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks.Telemetry;

/// <summary>What a tool call costs its caller: <c>Begin</c> and <c>Dispose</c>, without what lies between them.</summary>
internal static class TelemetryReport
{
    private const double GoalMicroseconds = 2;

    // Faster than any pod calls tools, and slow enough that each call finds the last one's writes answered and writes all four of its own.
    private const double PerSecond = 1_000;

    // Bursts end before the queue is half full, where telemetry gives way.
    private const int Burst = 4_096;

    public static async Task RunAsync(Report report, bool isShort)
    {
        int seconds = isShort ? 1 : 5;
        int bursts = isShort ? 10 : 100;
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        await using var peer = await NikaPeer.StartAsync(server.Port);
        var tools = peer.Pod.Tools;
        _ = Paced(tools, seconds: 1);
        _ = Bursts(tools, 10, out _, out _);

        var healthy = Paced(tools, seconds);
        report.Within(
            string.Create(CultureInfo.InvariantCulture, $"a tool call at {PerSecond:N0}/s, p50"),
            string.Create(CultureInfo.InvariantCulture, $"{healthy.Percentile(50):0.00} us (p99 {healthy.Percentile(99):0.0})"),
            healthy.Percentile(50),
            GoalMicroseconds,
            "us");
        double microseconds = Bursts(tools, bursts, out double allocated, out long dropped);
        report.Within($"a tool call in bursts of {Burst:N0}, mean", string.Create(CultureInfo.InvariantCulture, $"{microseconds:0.00} us"), microseconds, GoalMicroseconds, "us");
        report.NoAllocation("  allocated a call", allocated, bursts * Burst);
        report.Holds("  dropped", dropped.ToString(CultureInfo.InvariantCulture), "0", dropped == 0);

        server.Stop();
        var stopped = Paced(tools, seconds);
        server.Continue();
        report.Within(
            "a tool call, Redis stopped, p50",
            string.Create(CultureInfo.InvariantCulture, $"{stopped.Percentile(50):0.00} us (p99 {stopped.Percentile(99):0.0})"),
            stopped.Percentile(50),
            GoalMicroseconds,
            "us");
    }

    private static Latencies Paced(Tools tools, int seconds)
    {
        int calls = (int)(PerSecond * seconds);
        var latencies = new Latencies(calls);
        var pace = new Pace(PerSecond);
        for (int i = 0; i < calls; i++)
        {
            pace.Wait();
            long start = Stopwatch.GetTimestamp();
            Call(tools);
            latencies.Add(start);
        }

        return latencies;
    }

    private static double Bursts(Tools tools, int bursts, out double allocated, out long dropped)
    {
        long droppedBefore = tools.Dropped;
        long ticks = 0;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        for (int burst = 0; burst < bursts; burst++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Burst; i++)
            {
                Call(tools);
            }

            ticks += Stopwatch.GetTimestamp() - start;
            var spin = default(SpinWait);
            while (tools.Stored + tools.Dropped < tools.Ended)
            {
                spin.SpinOnce();
            }
        }

        allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)(bursts * Burst);
        dropped = tools.Dropped - droppedBefore;
        return Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds / (bursts * Burst);
    }

    private static void Call(Tools tools)
    {
        using var call = tools.Begin("Read", "docs/architecture.md");
    }
}
