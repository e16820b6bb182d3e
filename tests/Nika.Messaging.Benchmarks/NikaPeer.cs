using System.Diagnostics;

namespace Nika.Messaging.Benchmarks;

/// <summary>A pod of ours on the same server.</summary>
internal sealed class NikaPeer : IAsyncDisposable
{
    // Fire and forget outruns the server; the benchmark, like a sensible caller, lets it catch up before the ring is full:
    // 16 MiB hold some 22,000 messages of this size.
    private const int MostHeld = 16_384;

    private readonly string directory = Directory.CreateTempSubdirectory("nika-bench-").FullName;
    private readonly NikaPod pod;

    private NikaPeer(int port)
    {
        pod = ((NikaPodBuilder)NikaPod.CreateBuilder()
            .UseRedis($"127.0.0.1:{port}")
            .Configure(options =>
            {
                options.Directory = directory;
                options.ReplyDeadline = TimeSpan.FromSeconds(10);
                options.Role = "bencher";
            })).Build();
    }

    public NikaPod Pod => pod;

    public static async Task<NikaPeer> StartAsync(int port)
    {
        var peer = new NikaPeer(port);
        await peer.pod.StartAsync();
        if ((await peer.pod.PublishAsync(in Samples.Event)).Status != PublishStatus.Delivered)
        {
            throw new InvalidOperationException("The server does not answer: " + string.Join(", ", peer.pod.Gates));
        }

        return peer;
    }

    public double FireAndForget<T>(in T message, int messages, out double cpuMicroseconds, out double allocated)
        where T : IStreamMessage<T>
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < messages; i++)
        {
            _ = pod.Publish(in message);
            if (i % 1024 == 0)
            {
                WaitWhileHeld(MostHeld);
            }
        }

        WaitWhileHeld(0);
        double rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)messages;
        process.Refresh();
        cpuMicroseconds = (process.TotalProcessorTime - cpu).TotalMicroseconds / messages;
        Check();
        return rate;
    }

    public async Task<(double Rate, double Allocated)> AwaitingAsync(int loops, int messages)
    {
        long bytes = 0;
        long start = 0;
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, loops).Select(loop => Task.Run(async () =>
        {
            await go.Task;
            for (int n = 0; n < messages / loops; n++)
            {
                _ = await pod.PublishAsync(in Samples.Event);
            }
        })).ToArray();
        bytes = GC.GetTotalAllocatedBytes(precise: true);
        start = Stopwatch.GetTimestamp();
        go.SetResult();
        await Task.WhenAll(running);
        double rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        double allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)messages;
        Check();
        return (rate, allocated);
    }

    public async Task<(double Median, double Allocated)> OneAtATimeAsync(int messages)
    {
        var latencies = new Latencies(messages);
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < messages; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = await pod.PublishAsync(in Samples.Event);
            latencies.Add(start);
        }

        double allocated = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)messages;
        Check();
        return (latencies.MedianMicroseconds, allocated);
    }

    public async ValueTask DisposeAsync()
    {
        await pod.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    private void WaitWhileHeld(long most)
    {
        var spin = default(SpinWait);
        while (pod.Account.InFlight > most)
        {
            spin.SpinOnce();
        }
    }

    private void Check()
    {
        var account = pod.Account;
        if (account.Logged + account.Dropped > 0)
        {
            throw new InvalidOperationException($"{account.Logged} messages went to the local log, {account.Dropped} were dropped: the figures mean nothing.");
        }
    }
}
