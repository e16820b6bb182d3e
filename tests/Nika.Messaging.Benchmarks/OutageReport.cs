using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>What a call to <c>Publish</c> costs while Redis is away, and whether anything is lost through an outage.</summary>
internal static class OutageReport
{
    private const double PerSecond = 20_000;

    public static async Task RunAsync(Report report, bool isShort)
    {
        var time = TimeSpan.FromSeconds(isShort ? 2 : 6);
        _ = await OutagePeer.CallsAsync(OutageFault.Killed, PerSecond, TimeSpan.FromSeconds(2)); // warms up
        foreach (var fault in Enum.GetValues<OutageFault>())
        {
            var run = await OutagePeer.CallsAsync(fault, PerSecond, time);
            string name = fault switch
            {
                OutageFault.Killed => "killed",
                OutageFault.Stopped => "stopped",
                OutageFault.Refusing => "refusing (NOAUTH)",
                OutageFault.Slow => "slow by 5 s",
                _ => "away, and the disk stalled",
            };
            double p99 = run.Calls.Percentile(99);
            report.Within(
                $"a call to Publish, Redis {name}, p99",
                string.Create(CultureInfo.InvariantCulture, $"{p99:0.0} us (p50 {run.Calls.Percentile(50):0.0}, p99.9 {run.Calls.Percentile(99.9):0.0})"),
                p99,
                20,
                "us");
            report.Holds(
                "  exceptions in the caller, messages lost",
                string.Create(CultureInfo.InvariantCulture, $"{run.Exceptions}, {run.Lost:N0} of {run.Calls.Count:N0}"),
                fault == OutageFault.DiskStalled ? "0, counted" : "0, 0",
                run.Exceptions == 0 && (run.Lost == 0 || fault == OutageFault.DiskStalled));
            report.Within("  memory grown", Mebibytes(run.Grown), run.Grown / 1024.0 / 1024.0, OutagePeer.BoundBytes / 1024.0 / 1024.0, "MiB, its bound");
        }

        var outage = TimeSpan.FromSeconds(isShort ? 5 : 60);
        var through = await OutagePeer.ThroughAsync(PerSecond, outage, patience: outage + TimeSpan.FromSeconds(60));
        report.Holds(
            $"{PerSecond / 1000:0},000/s through an outage of {outage.TotalSeconds:0} s",
            string.Create(CultureInfo.InvariantCulture, $"{through.Published:N0}: {through.Dropped:N0} dropped, {through.Delivered:N0} delivered"),
            "0 dropped, all delivered",
            through.Dropped == 0 && through.Delivered == through.Published && through.InStream == through.Published);
        report.Note(
            "  in the stream; until all were delivered",
            string.Create(CultureInfo.InvariantCulture, $"{through.InStream:N0}; {through.Recovery.TotalSeconds:0.0} s"));
    }

    private static string Mebibytes(long bytes) => (bytes / 1024.0 / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + " MiB";
}
