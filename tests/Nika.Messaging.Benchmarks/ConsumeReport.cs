using System.Globalization;
using System.Text;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>Consuming from one server: publish to handler, throughput with its acks, allocation, and what waiting costs.</summary>
internal static class ConsumeReport
{
    private const double PerSecond = 500;

    public static async Task RunAsync(Report report, bool isShort)
    {
        int rounds = isShort ? 2 : 5;
        int many = isShort ? 12_800 : 204_800;
        int paced = isShort ? 250 : 1_500;
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");

        var trip = new Rounds();
        var latency = new Rounds();
        var raw = new Rounds();
        var pod = new Rounds();
        var bytes = new Rounds();

        // The first round warms up, and is not counted.
        for (int round = 0; round <= rounds; round++)
        {
            bool counts = round > 0;
            Empty(server);
            trip.Add(RawPeer.RoundTrip(server.Port, paced, new Pace(PerSecond)), counts);
            Empty(server);
            latency.Add(await ConsumePeer.LatencyAsync(server, paced, PerSecond), counts);
            ConsumePeer.Refill(server, many);
            ConsumePeer.CreateGroup(server, "cg:raw");
            raw.Add(RawConsumer.Throughput(server.Port, "cg:raw", BenchHandler.Slots, many), counts);
            (double rate, double allocated) = await ConsumePeer.ThroughputAsync(server, many);
            pod.Add(rate, counts);
            bytes.Add(allocated, counts);
        }

        Empty(server);
        double idle = await ConsumePeer.IdleAsync(server, TimeSpan.FromSeconds(isShort ? 3 : 15));
        double record = BytesOfARecord();

        report.Note($"R: raw blocking round trip at {PerSecond:0}/s", trip.Microseconds);
        report.Note($"C: raw XREADGROUP COUNT {BenchHandler.Slots} and XACK", raw.Rate);
        report.Note("allocated for a record and its strings", Bytes(record));
        report.AtMost($"publish to handler at {PerSecond:0}/s, p50", latency.Microseconds, latency.Median / trip.Median, 2.2, "R");
        report.AtLeast("consume, acks included", pod.Rate, pod.Median / raw.Median, 0.7, "C");
        report.NoAllocation("allocated a message handled, beyond its record", bytes.Least - record, many);
        report.Within("idle consumer", idle.ToString("0.00", CultureInfo.InvariantCulture) + " %", idle, 0.5, "% of a core");
    }

    private static void Empty(RedisServer server)
    {
        using var client = server.Connect();
        _ = client.Command("FLUSHALL");
    }

    private static string Bytes(double bytes) => bytes.ToString("0", CultureInfo.InvariantCulture) + " B";

    /// <summary>What the generated reader allocates for one message.</summary>
    private static double BytesOfARecord()
    {
        const int Times = 10_000;
        byte[] data = [];
        byte[][] xadd = RespFraming.Xadd();
        for (int i = 0; i < xadd.Length - 1; i++)
        {
            if (xadd[i].AsSpan().SequenceEqual("data"u8))
            {
                data = xadd[i + 1];
            }
        }

        long bytes = 0;
        for (int i = -1; i < Times; i++)
        {
            var reader = new JsonReader(data);
            if (!TryRead<BenchEvent>(ref reader))
            {
                throw new InvalidOperationException("The record cannot be read: " + Encoding.UTF8.GetString(data));
            }

            bytes = i < 0 ? GC.GetAllocatedBytesForCurrentThread() : bytes;
        }

        return (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)Times;
    }

    private static bool TryRead<T>(ref JsonReader reader)
        where T : IStreamMessage<T> => T.TryReadJson(ref reader, out _);
}
