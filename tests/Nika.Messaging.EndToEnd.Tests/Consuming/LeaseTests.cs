using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Hosting;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary><c>cg:orchestrator</c> and <c>cg:monitor</c> have one active reader each.</summary>
public abstract class LeaseTests(ITestStore store) : ConsumingFixture(store)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private readonly ConcurrentQueue<string> seen = new();

    [Fact]
    public async Task One_reads_and_when_it_stops_another_goes_on_at_once()
    {
        var one = await MonitorAsync("m1", Long);
        await Wait.Until(async () => await HolderAsync() == "m1", TimeSpan.FromMinutes(1));
        var two = await MonitorAsync("m2", Long);
        await PublishAsync(one, 30);
        await Wait.Until(() => seen.Count == 30);
        Assert.All(seen, static name => Assert.Equal("m1", name));

        // The lease would last ten minutes: it is given up, and the other is told.
        await one.StopAsync();
        await PublishAsync(two, 30);
        await Wait.Until(() => seen.Count == 60);
        Assert.Equal(30, seen.Count(static name => name == "m2"));
        Assert.Equal("m2", await HolderAsync());
    }

    [Fact]
    public async Task When_the_active_one_dies_another_takes_over_after_the_leases_time()
    {
        // A pod that died without a word: its lease is all that is left of it.
        var raw = await RawAsync();
        _ = await raw.LeaseAsync("nika:lease:cg:monitor", "dead", TimeSpan.FromMilliseconds(700), default);
        var standby = await MonitorAsync("m2", TimeSpan.FromSeconds(5));
        await PublishAsync(standby, 5);
        Assert.Equal("dead", await HolderAsync());
        Assert.Empty(seen);
        await Wait.Until(() => seen.Count == 5);
        Assert.Equal("m2", await HolderAsync());
    }

    [Fact]
    public async Task Who_renews_too_late_and_is_still_alone_goes_on()
    {
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        var one = await StartAsync("m1", builder => ((INikaBuilder)((NikaPodBuilder)builder).AddService<TimeProvider>(clock))
            .AddHandler(_ => new RecordingMonitor((_, _) =>
            {
                seen.Enqueue("m1");
                return Task.CompletedTask;
            }))
            .Configure(options => (options.Consumer.ClaimIdle, options.Consumer.LeaseDuration) = (Long, TimeSpan.FromSeconds(2))));
        await PublishAsync(one, 5);
        await Wait.Until(() => seen.Count == 5);

        // As if the process had been stopped for a while; the reading loop sees that before anything is renewed.
        clock.Advance(TimeSpan.FromSeconds(10));
        await PublishAsync(one, 5);
        await Wait.Until(() => seen.Count == 10);
    }

    [Fact]
    public async Task Who_loses_the_lease_stops_and_hands_back_what_it_has_not_started()
    {
        var raw = await RawAsync();
        using var release = new SemaphoreSlim(0);
        using var log = new LoggedLines();
        int started = 0;
        var one = await StartAsync("m1", builder => builder
            .AddHandler(services => new RecordingMonitor(async (_, _) =>
            {
                _ = Interlocked.Increment(ref started);
                await release.WaitAsync(CancellationToken.None);
                seen.Enqueue("m1");
            }))
            .Configure(options => (options.Consumer.ClaimIdle, options.Consumer.LeaseDuration) = (Long, TimeSpan.FromMilliseconds(300))), log);
        await PublishAsync(one, 10);
        await Wait.Until(() => Volatile.Read(ref started) == 1);

        // As if it had been stopped for longer than its lease lasts.
        Assert.True(await raw.EndLeaseAsync("nika:lease:cg:monitor", "m1", default));
        Assert.Equal("other", (await raw.LeaseAsync("nika:lease:cg:monitor", "other", Long, default)).Holder);
        await Wait.Until(() => log.Count(1114) == 1);
        _ = release.Release(10);
        await Wait.Until(() => one.Consumed.Handled == 1);
        Assert.True(await raw.EndLeaseAsync("nika:lease:cg:monitor", "other", default));
        await Wait.Until(() => seen.Count == 10);
        Assert.Equal(10, one.Consumed.Handled);
    }

    [Fact]
    public async Task A_paused_pod_leaves_the_lease_to_another_and_waits_for_its_turn_again()
    {
        var one = await MonitorAsync("m1", Long);
        await Wait.Until(async () => await HolderAsync() == "m1", TimeSpan.FromMinutes(1));
        var two = await MonitorAsync("m2", Long);
        one.PauseConsuming(ConsumerGroups.Monitor);
        await Wait.Until(async () => await HolderAsync() == "m2", TimeSpan.FromMinutes(1));
        await PublishAsync(two, 5);
        await Wait.Until(() => seen.Count == 5);
        one.ResumeConsuming(ConsumerGroups.Monitor);
        await PublishAsync(two, 5);
        await Wait.Until(() => seen.Count == 10);
        Assert.All(seen, static name => Assert.Equal("m2", name));
        await two.StopAsync();
        await PublishAsync(one, 5);
        await Wait.Until(() => seen.Count == 15);
        Assert.Equal(5, seen.Count(static name => name == "m1"));
    }

    private static async Task PublishAsync(NikaPod pod, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(PublishStatus.Delivered, (await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Progress, "on"))).Status);
        }
    }

    private async Task<string> HolderAsync()
    {
        // Asking by a name of its own, for no longer than it takes to ask.
        return (await (await RawAsync()).LeaseAsync("nika:lease:cg:monitor", "asking", TimeSpan.FromMilliseconds(1), default)).Holder;
    }

    private Task<NikaPod> MonitorAsync(string name, TimeSpan lease) => StartAsync(name, builder => builder
        .AddHandler(services => new RecordingMonitor((_, _) =>
        {
            seen.Enqueue(name);
            return Task.CompletedTask;
        }))
        .Configure(options => (options.Consumer.ClaimIdle, options.Consumer.LeaseDuration) = (Long, lease)));
}
