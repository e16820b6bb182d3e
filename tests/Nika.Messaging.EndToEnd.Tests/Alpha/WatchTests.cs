using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Alpha;

/// <summary><see cref="IAlpha.WatchAsync"/>: what matters, from where it stopped, acked once the next is asked for.</summary>
public abstract class WatchTests(ITestStore store) : ConsumingFixture(store)
{
    private static readonly Entity Project = Entity.Project(new("p-1"));
    private static readonly Entity Job = Project.Job(new("j-1"));

    [Fact]
    public async Task Only_significant_transitions_come_of_any_type()
    {
        var pod = await StartAsync("alpha");
        _ = await pod.Entities.CreateAsync(Project, "all of it");
        _ = await pod.Entities.CreateAsync(Job, "a part");
        _ = await pod.Entities.StartAsync(Job, "begun");
        _ = await pod.PublishAsync(new JobChanged(new("own"), EntityStatus.Failed, "a type of one's own"));
        _ = await pod.Entities.CompleteAsync(Job, "done");
        var events = await TakeAsync(pod, 3);
        Assert.Equal(
            [("p-1", EntityStatus.Created, "all of it", EntityKind.Project), ("own", EntityStatus.Failed, "a type of one's own", null), ("j-1", EntityStatus.Completed, "done", (EntityKind?)EntityKind.Job)],
            events.Select(static seen => (seen.EntityId.Value, seen.Status, seen.Summary, seen.Kind)));
        Assert.Equal("p-1", events[2].RootId.Value);
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped_and_what_was_not_followed_by_the_next_comes_again()
    {
        var pod = await StartAsync("alpha");
        await PublishAsync(pod, 0, 4);
        Assert.Equal(["e-0", "e-1"], (await TakeAsync(pod, 2)).Select(static seen => seen.EntityId.Value));
        await pod.StopAsync();

        // The second was taken and nothing asked for after it: it comes again, the first does not.
        var later = await StartAsync("alpha-2");
        await PublishAsync(later, 4, 6);
        var events = await TakeAsync(later, 5);
        Assert.Equal(["e-1", "e-2", "e-3", "e-4", "e-5"], events.Select(static seen => seen.EntityId.Value).Order());
        Assert.Equal(2, events.Single(static seen => seen.EntityId.Value == "e-1").Attempt);
    }

    [Fact]
    public async Task It_is_acked_when_the_next_is_asked_for()
    {
        var pod = await StartAsync("alpha");
        await PublishAsync(pod, 0, 3);
        await using var events = pod.Alpha.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(0, pod.Consumed.Acked);
        Assert.True(await events.MoveNextAsync());
        await Wait.Until(() => pod.Consumed.Acked == 1);
        Assert.True(await events.MoveNextAsync());
        await Wait.Until(() => pod.Consumed.Acked == 2);
    }

    [Fact]
    public async Task A_stand_by_waits_and_takes_over()
    {
        var one = await StartAsync("alpha-1");
        await using var first = one.Alpha.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await PublishAsync(one, 0, 1);
        Assert.True(await first.MoveNextAsync());
        var two = await StartAsync("alpha-2");
        var taking = TakeAsync(two, 3);
        await PublishAsync(one, 1, 3);
        Assert.True(await first.MoveNextAsync());
        Assert.False(taking.IsCompleted);
        await one.StopAsync();
        Assert.False(await first.MoveNextAsync()); // its pod has stopped: the end
        await PublishAsync(two, 3, 4);
        Assert.Equal(["e-1", "e-2", "e-3"], (await taking).Select(static seen => seen.EntityId.Value).Order());
    }

    [Fact]
    public async Task Cancelling_ends_it_and_it_can_be_begun_again()
    {
        var pod = await StartAsync("alpha");
        using var cancellation = new CancellationTokenSource();
        var waiting = Task.Run(async () =>
        {
            await foreach (var seen in pod.Alpha.WatchAsync(cancellation.Token))
            {
                Assert.Fail($"Nothing was published: {seen}");
            }
        });
        await Wait.Until(async () => (await (await RawAsync()).LeaseAsync("nika:lease:cg:orchestrator", "asking", TimeSpan.FromMilliseconds(1), default)).Holder == "alpha", TimeSpan.FromMinutes(1));
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(pod, 1));
        await cancellation.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await PublishAsync(pod, 0, 1);
        _ = Assert.Single(await TakeAsync(pod, 1));
    }

    [Fact]
    public async Task A_loop_that_waits_ends_with_its_pod()
    {
        var pod = await StartAsync("alpha");
        await using var events = pod.Alpha.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await PublishAsync(pod, 0, 1);
        Assert.True(await events.MoveNextAsync());
        var waiting = events.MoveNextAsync().AsTask();
        await Wait.Until(() => pod.Consumed.Acked == 1);
        await pod.StopAsync();
        Assert.False(await waiting);
    }

    [Fact]
    public async Task A_pod_with_handlers_in_the_group_cannot_watch_nor_one_that_does_not_run()
    {
        var pod = await StartAsync("alpha", static builder => builder.AddHandler(static _ => new AnyOrchestrator()));
        Assert.Contains("handlers in cg:orchestrator", Assert.Throws<InvalidOperationException>(() => pod.Alpha.WatchAsync()).Message, StringComparison.Ordinal);
        await pod.StopAsync();
        var stopped = await StartAsync("alpha-2");
        await stopped.StopAsync();
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(stopped, 1));
    }

    private static async Task<List<EntityEvent>> TakeAsync(NikaPod pod, int count)
    {
        var events = new List<EntityEvent>();
        await foreach (var seen in pod.Alpha.WatchAsync(Deadline.Seconds(60).Token))
        {
            events.Add(seen);
            if (events.Count == count)
            {
                break;
            }
        }

        return events;
    }

    private static async Task PublishAsync(NikaPod pod, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            Assert.Equal(PublishStatus.Delivered, (await pod.Entities.CreateAsync(Entity.Project(new($"e-{i}")), "x")).Status);
        }
    }
}

[Handler(ConsumerGroups.Orchestrator)]
internal sealed partial class AnyOrchestrator
{
    public ValueTask HandleAsync(EntityTransition transition) => ValueTask.CompletedTask;
}

public sealed class EmbeddedWatchTests() : WatchTests(new EmbeddedTestStore());

public sealed class RedisWatchTests() : WatchTests(new RedisTestStore());
