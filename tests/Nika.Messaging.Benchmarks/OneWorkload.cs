using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>One workload of the reports by itself, for as long as asked: for a profiler to look at.</summary>
internal static class OneWorkload
{
    private const int Many = 204_800;
    private const int Few = 10_000;
    private const int Loops = 256;

    public static IReadOnlyList<string> Names { get; } = ["ceiling", "fire", "journal", "loops", "one", "consume"];

    public static async Task RunAsync(string name, TimeSpan time)
    {
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        var nika = await NikaPeer.StartAsync(server.Port);
        await using var disposal = nika;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            if (name == "consume")
            {
                ConsumePeer.Refill(server, Many);
            }

            var cpu = Environment.CpuUsage;
            double figure = name switch
            {
                "ceiling" => RawPeer.Ceiling(server.Port, Many),
                "fire" => nika.FireAndForget(in Samples.Event, Many, out _, out _),
                "journal" => nika.FireAndForget(in Samples.Order, Many, out _, out _),
                "consume" => (await ConsumePeer.ThroughputAsync(server, Many)).Rate,
                "loops" => (await nika.AwaitingAsync(Loops, Many)).Rate,
                _ => (await nika.OneAtATimeAsync(Few)).Median,
            };
            var now = Environment.CpuUsage;
            int operations = name == "one" ? Few : Many;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{figure:N1} {(name == "one" ? "us" : "/s")}; CPU each {Each(cpu.UserTime, now.UserTime):0.00} us user, {Each(cpu.PrivilegedTime, now.PrivilegedTime):0.00} us system"));

            double Each(TimeSpan before, TimeSpan after) => (after - before).TotalMicroseconds / operations;
        }
    }
}
