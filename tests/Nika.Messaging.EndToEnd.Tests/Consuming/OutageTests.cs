using System.Collections.Concurrent;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Consuming while Redis dies and comes back. Nothing is claimed here: the idle time is ten minutes.</summary>
public sealed class OutageTests() : ConsumingFixture(new RedisTestStore("--appendonly", "yes", "--appendfsync", "always"))
{
    private RedisServer Server => ((RedisTestStore)TestStore).Server;

    [Fact]
    public async Task Acks_held_during_an_outage_are_sent_on_recovery()
    {
        using var release = new SemaphoreSlim(0);
        var seen = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder
            .AddHandler(services => new FourAtATimeWorker(async (change, _, _) =>
            {
                await release.WaitAsync(CancellationToken.None);
                seen.Enqueue(change.EntityId.Value);
            }))
            .Configure(static options => options.Consumer.ClaimIdle = TimeSpan.FromMinutes(10)));
        for (int i = 0; i < 4; i++)
        {
            _ = await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await Wait.Until(async () => await PendingAsync(pod) == 4, TimeSpan.FromMinutes(1));
        Server.Kill();
        _ = release.Release(4);
        await Wait.Until(() => pod.Consumed.Handled == 4);
        Assert.Equal(0, pod.Consumed.Acked);

        Server.Restart();
        await Wait.Until(() => pod.Consumed.Acked == 4);
        Assert.Equal(0, await PendingAsync(pod));
        Assert.Equal(4, seen.Count);

        // And it goes on.
        _ = release.Release();
        await Wait.Until(async () => (await pod.PublishAsync(new JobChanged(new("task-4"), EntityStatus.Created, "new"))).Status == PublishStatus.Delivered, TimeSpan.FromMinutes(1));
        await Wait.Until(() => seen.Contains("task-4"));
    }

    [Fact]
    public async Task A_pod_stops_in_time_while_redis_is_away()
    {
        var pod = await StartAsync("w1", static builder => builder
            .AddHandler(static _ => new RecordingWorker(static (_, _) => Task.CompletedTask))
            .AddHandler(static _ => new RecordingOrchestrator(static _ => { }))
            .Configure(static options => options.Consumer.StopTimeout = TimeSpan.FromSeconds(1)));
        Server.Kill();
        await pod.StopAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
    }

    private static async ValueTask<long> PendingAsync(NikaPod pod) => (await pod.GroupsAsync(TestContext.Current.CancellationToken)) is [var figures] ? figures.Pending : 0;
}
