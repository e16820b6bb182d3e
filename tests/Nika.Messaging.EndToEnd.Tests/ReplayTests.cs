using System.Diagnostics;
using System.Text.Json;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary>What was published during an outage reaches the server afterwards: once, in order, marked, and with everything that follows from a delivery.</summary>
public sealed class ReplayTests
{
    private static readonly JobId Job = new("job-1");

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_was_published_while_Redis_was_away_arrives_in_order_marked_and_with_an_expiry()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server);
        await pod.Nika.PublishAsync(new StepResult(Job, 0, "before"), TestContext.Current.CancellationToken);
        await GoAwayAsync(server, pod.Nika);
        for (int i = 1; i <= 2_000; i++)
        {
            Assert.Equal(PublishStatus.Degraded, pod.Nika.Publish(new StepResult(Job, i, "during")).Status);
        }

        server.Restart();
        await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0, Replayed: 2_000 } && !pod.Nika.IsReplaying, Patience);
        await PublishedDirectlyAsync(pod.Nika, 2_001);

        using var client = server.Connect();
        var entries = client.Entries(StepResult.KeyFor(Job).Value);

        // The server kept nothing: it was killed.
        Assert.Equal(Enumerable.Range(1, 2_001), entries.Select(entry => StepOf(entry.Fields)));
        Assert.All(entries.SkipLast(1), entry => Assert.Equal(["replayed", "1"], entry.Fields[^2..]));
        Assert.DoesNotContain("replayed", entries[^1].Fields);
        Assert.True((long)client.Command("PTTL", StepResult.KeyFor(Job).Value)! > 0);
        Assert.Equal((2_002, 2_002, 0, 0, 0), Figures(pod.Nika.Account));
    }

    [Fact]
    public async Task What_was_stored_without_an_answer_is_found_and_not_sent_again()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server, configure: NoticeStallsSoon);
        for (int round = 0; round < 5; round++)
        {
            // It has the bytes before it is stopped, or gets them after: nobody can tell from here.
            server.Stop();
            for (int i = 0; i < 200; i++)
            {
                _ = pod.Nika.Publish(new StepResult(Job, (round * 200) + i, "x"));
            }

            await Wait.Until(() => !pod.Nika.Gates[0].IsOpen, Patience);
            server.Continue();
            await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0 } && pod.Nika.Gates[0].IsOpen, Patience);
        }

        using var client = server.Connect();
        Assert.Equal(Enumerable.Range(0, 1_000), client.Entries(StepResult.KeyFor(Job).Value).Select(entry => StepOf(entry.Fields)));
        Assert.Equal((1_000, 1_000, 0, 0, 0), Figures(pod.Nika.Account));
    }

    [Fact]
    public async Task New_messages_of_a_stream_queue_behind_its_backlog_through_many_outages()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server, configure: NoticeStallsSoon);
        using var stop = new CancellationTokenSource();
        var publishing = Enumerable.Range(0, 3).Select(n => Task.Factory.StartNew(
            () =>
            {
                int i = 0;
                for (; !stop.IsCancellationRequested; i++)
                {
                    _ = pod.Nika.Publish(new StepResult(new JobId($"job-{n}"), i, "x"));
                    if (i % 2 == 0)
                    {
                        Thread.Sleep(1);
                    }
                }

                return i;
            },
            TaskCreationOptions.LongRunning)).ToArray();

        try
        {
            for (int outage = 0; outage < 6; outage++)
            {
                long delivered = pod.Nika.Account.Delivered;
                await Wait.Until(() => pod.Nika.Account.Delivered > delivered + 1_000, Patience);
                server.Stop();
                await Wait.Until(() => !pod.Nika.Gates[0].IsOpen, Patience);
                long logged = pod.Nika.Account.Logged;
                await Wait.Until(() => pod.Nika.Account.Logged > logged + 1_000, Patience);
                server.Continue();

                // While they go on publishing: the change back to sending directly must not wait for silence.
                await Wait.Until(() => pod.Nika.Account.Logged == 0, Patience);
            }
        }
        finally
        {
            await stop.CancelAsync();
        }

        int[] counts = await Task.WhenAll(publishing);
        await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0 }, Patience);

        using var client = server.Connect();
        for (int n = 0; n < counts.Length; n++)
        {
            var steps = client.Entries(StepResult.KeyFor(new JobId($"job-{n}")).Value).Select(entry => StepOf(entry.Fields)).ToArray();
            Assert.Equal(Enumerable.Range(0, counts[n]), steps);
        }

        Assert.Equal((counts.Sum(), counts.Sum(), 0, 0, 0), Figures(pod.Nika.Account));
    }

    [Fact]
    public async Task A_restarted_pod_goes_on_with_what_it_had_logged()
    {
        string directory = Directory.CreateTempSubdirectory("nika-replay-").FullName;
        using var server = RedisServer.Start();
        await using (var first = await StartAsync(server, directory))
        {
            await GoAwayAsync(server, first.Nika);
            for (int i = 0; i < 1_500; i++)
            {
                _ = first.Nika.Publish(new StepResult(Job, i, "x"));
            }
        }

        server.Restart();
        await using var second = await StartAsync(server, directory);

        // At once: it must not overtake what the earlier run has left of its stream.
        _ = second.Nika.Publish(new StepResult(Job, 1_500, "after"));
        await Wait.Until(() => second.Nika.Account is { Replayed: >= 1_500, Logged: 0, InFlight: 0 }, Patience);
        Assert.Equal(1_500, second.Nika.Account.Inherited);

        using var client = server.Connect();
        Assert.Equal(Enumerable.Range(0, 1_501), client.Entries(StepResult.KeyFor(Job).Value).Select(entry => StepOf(entry.Fields)));

        // The earlier run's part of the log has served.
        Assert.Empty(Directory.GetFiles(Path.Combine(directory, "logs"), "*.0*.jsonl"));
    }

    [Fact]
    public async Task A_pod_restarted_in_the_middle_of_its_replay_sends_nothing_twice()
    {
        string directory = Directory.CreateTempSubdirectory("nika-replay-").FullName;
        using var server = RedisServer.Start();
        await using (var first = await StartAsync(server, directory))
        {
            await GoAwayAsync(server, first.Nika);
            for (int i = 0; i < 20_000; i++)
            {
                _ = first.Nika.Publish(new StepResult(Job, i, "x"));
            }

            server.Restart();
            await Wait.Until(() => first.Nika.Account.Replayed > 1_000, Patience);
        }

        // As if the last batches had been sent and not written down.
        string checkpoint = Path.Combine(directory, "logs", "replaying.replay.json");
        await File.WriteAllTextAsync(checkpoint, Earlier(await File.ReadAllTextAsync(checkpoint, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        await using var second = await StartAsync(server, directory);
        await Wait.Until(() => second.Nika.Account is { Inherited: > 0, Logged: 0, InFlight: 0 } && Count(server) >= 20_000, Patience);

        using var client = server.Connect();
        Assert.Equal(Enumerable.Range(0, 20_000), client.Entries(StepResult.KeyFor(Job).Value).Select(entry => StepOf(entry.Fields)));
    }

    [Fact]
    public async Task What_follows_from_a_delivery_follows_from_a_replay()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server);
        await GoAwayAsync(server, pod.Nika);
        var published = pod.Nika.Publish(new JobChanged(new EntityId("JOB-7"), EntityStatus.Completed, "done"));
        Assert.False(File.Exists(pod.BusFile) && File.ReadAllText(pod.BusFile).Contains("JOB-7", StringComparison.Ordinal), "the bus proves what was sent");

        server.Restart();
        await Wait.Until(() => File.Exists(pod.BusFile) && File.ReadAllText(pod.BusFile).EndsWith('\n'), Patience);
        using var line = JsonDocument.Parse(File.ReadAllText(pod.BusFile));
        Assert.Equal(1, line.RootElement.GetProperty("replayed").GetInt32());
        Assert.Equal(published.Id.ToString(), line.RootElement.GetProperty("NIKA_META").GetProperty("id").GetString());

        // Its entity's channel file has it too, a moment later.
        await Wait.Until(() => File.Exists(Path.Combine(pod.Directory, "_bus", "channels", "JOB-7.jsonl")), Patience);
    }

    [Fact]
    public async Task A_hash_is_replayed_unless_a_newer_one_stands()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server);
        await GoAwayAsync(server, pod.Nika);
        _ = pod.Nika.Set(new PageSet(Job, ["a"]));
        _ = pod.Nika.Set(new PageSet(Job, ["b"]));
        var other = new JobId("job-2");
        _ = pod.Nika.Set(new PageSet(other, ["old"]));
        await Wait.Until(() => pod.Nika.Account.Logged == 3, Patience);
        server.Restart();
        await using var newer = await StartAsync(server);
        _ = await newer.Nika.SetAsync(new PageSet(other, ["new"]), TestContext.Current.CancellationToken);

        await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0 }, Patience);
        await Wait.Until(async () => (await pod.Nika.GetAsync(PageSet.KeyFor(Job), TestContext.Current.CancellationToken)).Status == HashStatus.Found, Patience);
        Assert.Equal(["b"], (await pod.Nika.GetAsync(PageSet.KeyFor(Job), TestContext.Current.CancellationToken)).Value!.Urls);
        Assert.Equal(["new"], (await pod.Nika.GetAsync(PageSet.KeyFor(other), TestContext.Current.CancellationToken)).Value!.Urls);
    }

    [Fact]
    public async Task What_has_outlived_its_time_is_counted_and_not_sent()
    {
        using var server = RedisServer.Start();
        var clock = new ManualTimeProvider();
        string directory = Directory.CreateTempSubdirectory("nika-replay-").FullName;
        await using (var first = await StartAsync(server, directory))
        {
            await GoAwayAsync(server, first.Nika);
            _ = first.Nika.Publish(new Tick(new DeskId("d"), 1, 1, "ten minutes"));
            _ = first.Nika.Publish(new StepResult(Job, 1, "two hours"));
        }

        // Half an hour later, by what the log says.
        string log = Path.Combine(directory, "logs", "replaying.jsonl");
        await File.WriteAllTextAsync(log, HalfAnHourAgo(await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        server.Restart();
        await using var second = await StartAsync(server, directory);
        await Wait.Until(() => second.Nika.Account is { Expired: 1, Replayed: 1, Logged: 0, InFlight: 0 }, Patience);
        using var client = server.Connect();
        Assert.Equal(0L, client.Command("EXISTS", Tick.KeyFor(new DeskId("d")).Value));
    }

    [Fact]
    public async Task A_disk_that_hangs_when_it_is_read_neither_holds_up_other_streams_nor_the_stop()
    {
        string directory = Directory.CreateTempSubdirectory("nika-replay-").FullName;
        string part = Path.Combine(directory, "logs", "replaying.000001.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        using (var made = Process.Start("mkfifo", part))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var server = RedisServer.Start();
        var pod = await StartAsync(server, directory);
        await GoAwayAsync(server, pod.Nika);
        _ = pod.Nika.Publish(new Tick(new DeskId("d"), 1, 1, "it waits behind a disk that hangs"));
        server.Restart();
        await Wait.Until(() => pod.Nika.Gates[0].IsOpen, Patience);
        await PublishedDirectlyAsync(pod.Nika, 1);
        Assert.Equal(1, pod.Nika.Account.Logged);

        await pod.Nika.DisposeAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

        // Somebody writes: the reader gets out.
        await File.AppendAllTextAsync(part, "\n", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Drop_and_log_leaves_it_in_the_log()
    {
        using var server = RedisServer.Start();
        await using var pod = await StartAsync(server, configure: options => options.Outage = OutagePolicy.DropAndLog);
        await GoAwayAsync(server, pod.Nika);
        _ = pod.Nika.Publish(new StepResult(Job, 1, "x"));
        server.Restart();
        await Wait.Until(() => pod.Nika.Gates[0].IsOpen, Patience);
        await PublishedDirectlyAsync(pod.Nika, 2);

        using var client = server.Connect();
        Assert.Equal([2], client.Entries(StepResult.KeyFor(Job).Value).Select(entry => StepOf(entry.Fields)));
        Assert.Equal(1, pod.Nika.Account.Logged);
        Assert.Contains("\"replay\":false", File.ReadAllText(pod.LocalLogFile), StringComparison.Ordinal);
    }

    private static Task<TestPod> StartAsync(RedisServer server, string? directory = null, Action<NikaOptions>? configure = null) =>
        TestPod.StartAsync(
            server,
            builder => builder.Configure(options =>
            {
                options.Pod = "replaying";
                options.Directory = directory ?? options.Directory;
                configure?.Invoke(options);
            }));

    // For servers that are stopped and not killed. Others have time: a busy machine is no outage.
    private static void NoticeStallsSoon(NikaOptions options) => options.ReplyDeadline = TimeSpan.FromMilliseconds(250);

    private static async Task GoAwayAsync(RedisServer server, NikaPod pod)
    {
        server.Kill();
        await Wait.Until(() => !pod.Gates[0].IsOpen, Patience);
    }

    private static async Task PublishedDirectlyAsync(NikaPod pod, int step) =>
        Assert.Equal(PublishStatus.Delivered, (await pod.PublishAsync(new StepResult(Job, step, "after"), TestContext.Current.CancellationToken)).Status);

    private static (long Published, long Delivered, long Logged, long Dropped, long Expired) Figures(Account account) =>
        (account.Published, account.Delivered, account.Logged, account.Dropped, account.Expired);

    private static int StepOf(string[] fields)
    {
        using var document = JsonDocument.Parse(fields[Array.IndexOf(fields, "data") + 1]);
        return document.RootElement.GetProperty("step").GetInt32();
    }

    private static long Count(RedisServer server)
    {
        using var client = server.Connect();
        return (long)client.Command("XLEN", StepResult.KeyFor(Job).Value)!;
    }

    /// <summary>The checkpoint two batches earlier: at its file's beginning, and a minute before.</summary>
    private static string Earlier(string checkpoint)
    {
        using var document = JsonDocument.Parse(checkpoint);
        long after = document.RootElement.GetProperty("after").GetInt64() - 60_000;
        return $$"""{"segment":{{document.RootElement.GetProperty("segment").GetInt64()}},"offset":0,"after":{{after}}}""";
    }

    private static string HalfAnHourAgo(string log) => System.Text.RegularExpressions.Regex.Replace(
        log,
        "^\\{\"ts\":\"[^\"]*\"",
        $"{{\"ts\":\"{DateTimeOffset.UtcNow.AddMinutes(-30):yyyy-MM-ddTHH:mm:ss.ffffff}Z\"",
        System.Text.RegularExpressions.RegexOptions.Multiline);
}
