using System.Diagnostics;
using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Benchmarks.Remembering;

/// <summary>What a publisher feels of memory: 2,000 significant events a second, and beside them as many others as the server takes.</summary>
internal static class DualWriteReport
{
    private const int SignificantPerSecond = 2_000;

    public static async Task RunAsync(Report report, string directory, bool isShort)
    {
        int rounds = isShort ? 1 : 5;
        int many = isShort ? 20_480 : 307_200;
        using var server = RedisServer.Start("--save", "", "--appendonly", "no");
        await using var without = await StartAsync(server.Port, Path.Combine(directory, "without"), memoryPath: null);
        await using var with = await StartAsync(server.Port, Path.Combine(directory, "with"), Path.Combine(directory, "dual.db"));
        var off = new Rounds();
        var on = new Rounds();
        long significant = 0;
        for (int round = 0; round <= rounds; round++)
        {
            off.Add((await MeasureAsync(without, many)).Rate, round > 0);
            var (rate, published) = await MeasureAsync(with, many);
            on.Add(rate, round > 0);
            significant += published;
        }

        // All of them arrive: the queue writes what it holds within its window.
        long start = Stopwatch.GetTimestamp();
        long remembered = 0;
        while ((remembered = await with.Memory.CountAsync(Meta.Domain == "dual")) < significant && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(50);
        }

        report.Note("M: publish, fire and forget, beside 2,000 significant events/s without memory", off.Rate);
        report.AtLeast("publish, fire and forget, beside 2,000 significant events/s into memory", on.Rate, on.Median / off.Median, 0.85, "M");
        report.Exactly($"significant events of {significant.ToString("N0", CultureInfo.InvariantCulture)} that did not reach memory", (int)(significant - remembered), 0);
    }

    private static async Task<(double Rate, int Significant)> MeasureAsync(NikaPod pod, int messages)
    {
        using var done = new CancellationTokenSource();
        var significant = Task.Factory.StartNew(() => PublishSignificant(pod, done.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < messages; i++)
        {
            _ = pod.Publish(in Samples.Event);
            if (i % 1024 == 0)
            {
                SpinWait.SpinUntil(() => pod.Account.InFlight < 16_384);
            }
        }

        double rate = messages / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await done.CancelAsync();
        int count = await significant;
        SpinWait.SpinUntil(() => pod.Account.InFlight == 0);
        if (pod.Account.Logged + pod.Account.Dropped > 0)
        {
            throw new InvalidOperationException($"{pod.Account.Logged} messages went to the local log, {pod.Account.Dropped} were dropped: the figures mean nothing.");
        }

        return (rate, count);
    }

    private static int PublishSignificant(NikaPod pod, CancellationToken done)
    {
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        while (!done.IsCancellationRequested)
        {
            // Ten every five milliseconds.
            for (; count < Stopwatch.GetElapsedTime(start).TotalSeconds * SignificantPerSecond; count++)
            {
                var entity = new EntityId(string.Create(CultureInfo.InvariantCulture, $"task-{count}"));
                _ = pod.Publish(new EntityTransition(entity, EntityKind.Task, EntityStatus.Failed, "the pre-commit hook was slow, and failed in the end", Domain: "dual"));
            }

            Thread.Sleep(5);
        }

        return count;
    }

    private static async Task<NikaPod> StartAsync(int port, string directory, string? memoryPath)
    {
        var builder = NikaPod.CreateBuilder();
        builder.UseRedis($"127.0.0.1:{port}").Configure(options =>
        {
            options.Directory = directory;
            options.ReplyDeadline = TimeSpan.FromSeconds(10);
        });
        if (memoryPath is not null)
        {
            builder.UseSqliteMemory(memoryPath);
        }

        var pod = builder.Build();
        await pod.StartAsync();
        return pod;
    }
}
