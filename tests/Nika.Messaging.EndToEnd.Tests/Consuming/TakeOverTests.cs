using System.Collections.Concurrent;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>What becomes of what a dead pod held.</summary>
public abstract class TakeOverTests(ITestStore store) : ConsumingFixture(store)
{
    private const string Feed = "nika:feed:entities";

    [Fact]
    public async Task All_of_it_is_taken_over_the_tail_too_by_a_pod_with_one_slot()
    {
        await DieWithAsync(40);
        var seen = new ConcurrentQueue<(string Entity, long Attempt)>();
        var pod = await StartAsync("w1", builder => builder.AddHandler(_ => new RecordingWorker((change, context) =>
        {
            seen.Enqueue((change.EntityId.Value, context.Attempt));
            return Task.CompletedTask;
        })));
        await Wait.Until(() => pod.Consumed.Acked == 40);
        Assert.Equal(Enumerable.Range(0, 40).Select(static i => ($"task-{i}", 2L)), seen);
    }

    [Fact]
    public async Task What_was_trimmed_before_anyone_acked_it_is_counted_as_expired_unread()
    {
        var ids = await DieWithAsync(10);
        Assert.Equal(4, await (await RawAsync()).DeleteAsync(Feed, ids.ToArray().AsMemory(3, 4), default));
        var pod = await StartAsync("w1", static builder => builder.AddHandler(static _ => new RecordingWorker(static (_, _) => Task.CompletedTask)));
        await Wait.Until(() => pod.Consumed.Acked == 6 && pod.Consumed.ExpiredUnread == 4);
        Assert.Equal(0, Assert.Single(await pod.GroupsAsync()).Pending);
    }

    [Fact]
    public async Task Every_pod_is_a_consumer_of_its_own_name()
    {
        int seen = 0;
        foreach (string name in (string[])["w1", "w2"])
        {
            _ = await StartAsync(name, builder => builder.AddHandler(services => new RecordingWorker((_, _) =>
            {
                _ = Interlocked.Increment(ref seen);
                return Task.CompletedTask;
            })));
        }

        for (int i = 0; Pods.Any(static pod => pod.Consumed.Acked == 0); i++)
        {
            _ = await Pods[0].PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        Assert.Equal(["w1", "w2"], (await (await RawAsync()).MembersAsync(Feed, "cg:worker", default)).Select(static member => member.Name).Order(StringComparer.Ordinal));
    }

    private async Task<List<StreamId>> DieWithAsync(int count)
    {
        var alpha = await StartAsync("alpha");
        for (int i = 0; i < count; i++)
        {
            _ = await alpha.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await using var reader = (await RawAsync()).OpenGroup("cg:worker", "dead");
        reader.Add(Feed, TimeSpan.FromHours(1));
        var batch = new EntryBatch();
        await reader.ReadAsync(batch, count, Deadline.Seconds(60).Token);
        Assert.Equal(count, batch.Count);
        return [.. Enumerable.Range(0, count).Select(i => batch[i].Id)];
    }
}
