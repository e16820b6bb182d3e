using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Groups as a whole: pausing, tidying up, figures, and the streams of jobs.</summary>
public abstract class GroupTests(ITestStore store) : ConsumingFixture(store)
{
    private const string Feed = "nika:feed:entities";

    [Theory]
    [InlineData(null)]
    [InlineData("cg:worker")]
    public async Task A_paused_pod_takes_nothing_in_until_it_goes_on(string? group)
    {
        int seen = 0;
        var pod = await CountingAsync("w1", () => Interlocked.Increment(ref seen));
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));
        await Wait.Until(() => Volatile.Read(ref seen) == 1);
        pod.PauseConsuming(group);
        int other = 0;
        await using (var helper = await CountingAsync("w2", () => Interlocked.Increment(ref other)))
        {
            for (int i = 0; i < 20; i++)
            {
                _ = await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
            }

            // What the paused one was just given goes back; all of it is the other's.
            await Wait.Until(() => Volatile.Read(ref other) == 20);
        }

        for (int i = 0; i < 20; i++)
        {
            _ = await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        Assert.Equal(1, Volatile.Read(ref seen));
        pod.ResumeConsuming(group);
        await Wait.Until(() => Volatile.Read(ref seen) == 21);
        await Wait.Until(async () => (await pod.GroupsAsync())[0] is { Pending: 0, Lag: 0 }, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Pausing_another_group_changes_nothing()
    {
        int seen = 0;
        var pod = await CountingAsync("w1", () => Interlocked.Increment(ref seen));
        pod.PauseConsuming(ConsumerGroups.Monitor);
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));
        await Wait.Until(() => Volatile.Read(ref seen) == 1);
    }

    [Fact]
    public async Task Followers_pause_with_their_pod()
    {
        var seen = new ConcurrentQueue<int>();
        var pod = await StartAsync("p1", builder => builder.AddHandler(services => new ResultFollower(result => seen.Enqueue(result.Step))));
        var job = new JobId("job-1");
        await pod.FollowAsync(job);
        pod.PauseConsuming();
        _ = await pod.PublishAsync(new StepResult(job, 1, "while paused"));
        var other = await StartAsync("p2", builder => builder.AddHandler(services => new ResultFollower(result => seen.Enqueue(100 + result.Step))));
        await other.FollowAsync(job);
        _ = await pod.PublishAsync(new StepResult(job, 2, "while paused"));
        await Wait.Until(() => seen.Contains(102));
        Assert.DoesNotContain(seen, static step => step < 100);
        pod.ResumeConsuming();
        await Wait.Until(() => seen.Contains(2));
        Assert.Equal([1, 2], seen.Where(static step => step < 100));
    }

    [Fact]
    public async Task Consumers_that_are_gone_are_removed_but_never_with_what_they_hold()
    {
        var raw = await RawAsync();
        var alpha = await StartAsync("alpha");
        _ = await alpha.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Progress, "on"));
        _ = await alpha.PublishAsync(new JobChanged(new("task-2"), EntityStatus.Progress, "on"));
        var batch = new EntryBatch();
        foreach (string name in (string[])["gone", "holding"])
        {
            await using var reader = raw.OpenGroup("cg:worker", name);
            reader.Add(Feed, TimeSpan.FromHours(1));
            await reader.ReadAsync(batch, 1, Deadline.Seconds(60).Token);
            if (name == "gone")
            {
                _ = await raw.AcknowledgeAsync(Feed, "cg:worker", new[] { batch[0].Id }, default);
            }
        }

        _ = await StartAsync("w1", static builder => builder
            .AddHandler(static _ => new RecordingWorker(static (_, _) => Task.CompletedTask))
            .Configure(static options => (options.Consumer.ReapAfter, options.Consumer.ClaimIdle) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3))));
        await Wait.Until(async () => (await raw.MembersAsync(Feed, "cg:worker", default)).All(static member => member.Name != "gone"), TimeSpan.FromMinutes(1));
        Assert.Contains(await raw.MembersAsync(Feed, "cg:worker", default), static member => member is { Name: "holding" });
        await Wait.Until(async () => (await raw.FiguresAsync(Feed, "cg:worker", default))!.Pending == 0, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Figures_are_told_and_measured()
    {
        using var release = new SemaphoreSlim(0);
        var pod = await StartAsync("w1", builder => builder.AddHandler(services => new RecordingWorker(async (_, _) => await release.WaitAsync(CancellationToken.None))));
        for (int i = 0; i < 10; i++)
        {
            _ = await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        // An age is told in whole milliseconds: at first it is none.
        await Wait.Until(async () => (await pod.GroupsAsync())[0] is { Pending: 1, OldestPendingAge.Ticks: > 0 }, TimeSpan.FromMinutes(1));
        var figures = Assert.Single(await pod.GroupsAsync());
        Assert.Equal((Feed, "cg:worker", 9L, 1L), (figures.Stream, figures.Group, figures.Lag, figures.Pending));
        Assert.True(figures.OldestPendingAge > TimeSpan.Zero);

        var measured = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => Subscribe(instrument, listener) };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal((9d, 1d), (measured["nika.group.lag"], measured["nika.group.pending"]));
        Assert.True(measured["nika.group.oldest_pending_age"] > 0);
        _ = release.Release(10);
        await Wait.Until(() => pod.Consumed.Acked == 10);

        static void Subscribe(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == "Nika.Messaging")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            // Other tests' pods are measured too; this one is in no other's group at once.
            if (tags.ToArray() is [{ Value: "cg:worker" }, { Value: Feed }, { Value: "w1" }] && value > 0)
            {
                measured[instrument.Name] = value;
            }
        }
    }

    [Fact]
    public async Task Who_takes_a_job_follows_its_stream()
    {
        var seen = new ConcurrentQueue<int>();
        var worker = await StartAsync("w1", builder => builder
            .AddHandler(services => new ResultFollower(result => seen.Enqueue(result.Step)))
            .AddHandler(services => new RecordingWorker((_, _) => Task.CompletedTask)));
        var alpha = await StartAsync("alpha");
        var job = new JobId("job-1");
        _ = await alpha.PublishAsync(new StepResult(job, 1, "before"));
        _ = await alpha.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new", job));
        await Wait.Until(() => worker.Consumed.Handled == 1);
        _ = await alpha.PublishAsync(new StepResult(job, 2, "after"));
        _ = await alpha.PublishAsync(new StepResult(new("job-2"), 3, "not ours"));
        _ = await alpha.PublishAsync(new StepResult(job, 4, "after"));
        await Wait.Until(() => seen.Contains(4));
        Assert.Equal([2, 4], seen);
    }

    private Task<NikaPod> CountingAsync(string name, Action count) => StartAsync(name, builder => builder
        .AddHandler(services => new RecordingWorker((_, _) =>
        {
            count();
            return Task.CompletedTask;
        }))
        .Configure(static options => options.Consumer.ClaimIdle = TimeSpan.FromMinutes(10)));
}
