using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>Publishing on one server: throughput, awaited loops, one at a time, allocation, CPU; peers alternate in the same run.</summary>
internal static class PublishReport
{
    private const int Loops = 256;

    public static async Task RunAsync(Report report, bool isShort)
    {
        int rounds = isShort ? 3 : 7;
        int many = isShort ? 20_480 : 204_800;
        int few = isShort ? 5_000 : 10_000;

        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        int port = server.Port;
        var nika = await NikaPeer.StartAsync(port);
        await using var disposal = nika;
        using var stackExchange = new StackExchangePeer(port);

        var ceiling = new Rounds();
        var fire = new Rounds();
        var journaled = new Rounds();
        var loops = new Rounds();
        var peerLoops = new Rounds();
        var peerFire = new Rounds();
        var cpu = new Rounds();
        var peerCpu = new Rounds();
        var trip = new Rounds();
        var one = new Rounds();
        var peerOne = new Rounds();
        var fireBytes = new Rounds();
        var journaledBytes = new Rounds();
        var loopBytes = new Rounds();
        var oneBytes = new Rounds();

        // The first round warms up, and is not counted.
        for (int round = 0; round <= rounds; round++)
        {
            bool counts = round > 0;
            using (var client = server.Connect())
            {
                _ = client.Command("FLUSHALL");
            }

            ceiling.Add(RawPeer.Ceiling(port, many), counts);
            fire.Add(nika.FireAndForget(in Samples.Event, many, out double cpuEach, out double bytes), counts);
            cpu.Add(cpuEach, counts);
            fireBytes.Add(bytes, counts);
            journaled.Add(nika.FireAndForget(in Samples.Order, many, out _, out bytes), counts);
            journaledBytes.Add(bytes, counts);
            peerFire.Add(stackExchange.FireAndForget(many / 2, out cpuEach), counts);
            peerCpu.Add(cpuEach, counts);
            (double rate, bytes) = await nika.AwaitingAsync(Loops, many);
            loops.Add(rate, counts);
            loopBytes.Add(bytes, counts);
            peerLoops.Add(await stackExchange.AwaitingAsync(Loops, many / 2), counts);
            trip.Add(RawPeer.RoundTrip(port, few), counts);
            (double median, bytes) = await nika.OneAtATimeAsync(few);
            one.Add(median, counts);
            oneBytes.Add(bytes, counts);
            peerOne.Add(await stackExchange.OneAtATimeAsync(few), counts);
        }

        report.Note("P: raw socket, pre-encoded", ceiling.Rate);
        report.Note("S: StackExchange.Redis 1.2.6, fire and forget", peerFire.Rate);
        report.Note("R: raw blocking round trip", trip.Microseconds);
        report.AtLeast("publish, fire and forget", fire.Rate, fire.Median / ceiling.Median, 0.9, "P");
        report.AtLeast("publish, journal on", journaled.Rate, journaled.Median / ceiling.Median, 0.75, "P");
        report.AtLeast("publish, 256 awaiting loops", loops.Rate, loops.Median / ceiling.Median, 0.8, "P");
        report.AtLeast("publish, 256 awaiting loops", loops.Rate, loops.Median / peerLoops.Median, 1.5, "S");
        report.AtMost("publish, one at a time, p50", one.Microseconds, one.Median / trip.Median, 1.25, "R");
        report.AtMost("publish, one at a time, p50", one.Microseconds, one.Median / peerOne.Median, 0.65, "S");
        report.AtMost("client CPU, fire and forget", cpu.Microseconds, cpu.Median / peerCpu.Median, 0.5, "S");
        report.NoAllocation("allocated a publish, fire and forget", fireBytes.Least, many);
        report.NoAllocation("allocated a publish, journal on", journaledBytes.Least, many);
        report.NoAllocation("allocated a publish, 256 awaiting loops", loopBytes.Least, many);
        report.NoAllocation("allocated a publish, one at a time", oneBytes.Least, few);
    }
}
