using System.Diagnostics;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks;

/// <summary>A pod of ours with a handler, reading the stream of <see cref="Samples.Event"/>.</summary>
internal sealed class ConsumePeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string directory = Directory.CreateTempSubdirectory("nika-bench-").FullName;
    private readonly HandlerProbe probe = new();
    private readonly NikaPod pod;

    private ConsumePeer(int port)
    {
        var handler = new BenchHandler(probe);
        pod = ((NikaPodBuilder)NikaPod.CreateBuilder()
            .UseRedis($"127.0.0.1:{port}")
            .Configure(options =>
            {
                options.Directory = directory;
                options.ReplyDeadline = TimeSpan.FromSeconds(10);
            })
            .AddHandler(_ => handler)).Build();
    }

    public static async Task<ConsumePeer> StartAsync(int port)
    {
        var peer = new ConsumePeer(port);
        await peer.pod.StartAsync();
        return peer;
    }

    /// <summary>Empties the server, and puts so many messages on the stream.</summary>
    public static void Refill(RedisServer server, int messages)
    {
        using (var client = server.Connect())
        {
            _ = client.Command("FLUSHALL");
        }

        RawConsumer.Fill(server.Port, messages);
    }

    /// <summary>Makes a group that reads from the stream's start.</summary>
    public static void CreateGroup(RedisServer server, string group)
    {
        using var client = server.Connect();
        _ = client.Command("XGROUP", "CREATE", BenchEvent.KeyFor(Samples.Event.Desk).Value, group, "0", "MKSTREAM");
    }

    /// <summary>Handles and acks what is in the stream, and nothing else.</summary>
    /// <returns>Messages a second, and bytes allocated for each in the whole process.</returns>
    public static async Task<(double Rate, double Allocated)> ThroughputAsync(RedisServer server, int messages)
    {
        CreateGroup(server, BenchHandler.Group);
        var peer = await StartAsync(server.Port);
        await using var disposal = peer;

        // The pod reads the stream once it follows it: from there the time runs, as it does for the raw loop from its first command.
        long start = Stopwatch.GetTimestamp();
        await peer.pod.FollowAsync(BenchEvent.KeyFor(Samples.Event.Desk));

        // By then buffers have grown to what they need.
        await Wait.Until(() => peer.pod.Consumed.Acked >= messages / 4, Patience);
        long before = peer.pod.Consumed.Acked;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        await Wait.Until(() => peer.pod.Consumed.Acked >= messages, Patience);
        double rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)(messages - before);
        if (peer.probe.Handled != messages)
        {
            throw new InvalidOperationException($"{peer.probe.Handled} of {messages} messages were handled.");
        }

        return (rate, allocated);
    }

    /// <summary>Publishes at a pace and waits for the handler.</summary>
    /// <returns>From just before the publish to the handler: the median in microseconds.</returns>
    public static async Task<double> LatencyAsync(RedisServer server, int messages, double perSecond)
    {
        var peer = await StartAsync(server.Port);
        await using var disposal = peer;
        await peer.pod.FollowAsync(BenchEvent.KeyFor(Samples.Event.Desk));
        _ = await peer.pod.PublishAsync(in Samples.Event);
        await Wait.Until(() => peer.probe.Handled == 1, Patience);
        var latencies = new Latencies(messages);
        peer.probe.Latencies = latencies;
        var publisher = new Thread(() =>
        {
            var pace = new Pace(perSecond);
            for (int i = 0; i < messages; i++)
            {
                pace.Wait();
                _ = peer.pod.Publish(Samples.Event with { Number = HandlerProbe.Now });
            }
        });
        publisher.Start();
        await Wait.Until(() => peer.probe.Handled == messages + 1, Patience);
        publisher.Join();
        return latencies.MedianMicroseconds;
    }

    /// <summary>Waits for messages that do not come.</summary>
    /// <returns>The share of one core that the process takes meanwhile, in percent.</returns>
    public static async Task<double> IdleAsync(RedisServer server, TimeSpan time)
    {
        var peer = await StartAsync(server.Port);
        await using var disposal = peer;
        await peer.pod.FollowAsync(BenchEvent.KeyFor(Samples.Event.Desk));
        _ = await peer.pod.PublishAsync(in Samples.Event);
        await Wait.Until(() => peer.pod.Consumed.Acked == 1, Patience);

        // What others left behind (the compiler in the background, finalizers) comes to rest first.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(time);
        return 100 * (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await pod.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
