using System.Collections.Concurrent;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>How many at a time, and in which order.</summary>
public abstract class OrderTests(ITestStore store) : ConsumingFixture(store)
{
    [Fact]
    public async Task An_entitys_messages_come_one_after_another_while_different_entities_run_at_once()
    {
        var seen = new ConcurrentDictionary<string, ConcurrentQueue<int>>(StringComparer.Ordinal);
        var running = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        int overlaps = 0;
        int together = 0;
        int most = 0;
        var pod = await StartAsync("w1", builder => builder.AddHandler(services => new OrderedWorker(async change =>
        {
            string entity = change.EntityId.Value;
            _ = running.AddOrUpdate(entity, 1, (_, count) =>
            {
                overlaps += count;
                return count + 1;
            });
            InterlockedMax(ref most, Interlocked.Increment(ref together));
            await Task.Yield();
            seen.GetOrAdd(entity, _ => new()).Enqueue(int.Parse(change.Summary, System.Globalization.CultureInfo.InvariantCulture));
            await Task.Delay(1);
            _ = Interlocked.Decrement(ref together);
            _ = running.AddOrUpdate(entity, 0, static (_, count) => count - 1);
        })));
        var random = new Random(17);
        var counts = new int[5];
        for (int i = 0; i < 300; i++)
        {
            int entity = random.Next(counts.Length);
            _ = pod.Publish(new JobChanged(new($"e{entity}"), EntityStatus.Created, $"{counts[entity]++}"));
        }

        await Wait.Until(() => pod.Consumed.Acked == 300);
        Assert.Equal(0, overlaps);
        Assert.Equal(counts.Length, seen.Count);
        Assert.All(seen, static entity => Assert.Equal(Enumerable.Range(0, entity.Value.Count), entity.Value));
        Assert.InRange(most, 2, 4);
    }

    [Fact]
    public async Task Each_handler_has_its_own_number_at_a_time()
    {
        using var release = new SemaphoreSlim(0);
        int many = 0;
        int one = 0;
        var pod = await StartAsync("w1", builder => builder
            .AddHandler(services => new FourAtATimeWorker(async (_, _, _) =>
            {
                _ = Interlocked.Increment(ref many);
                await release.WaitAsync(CancellationToken.None);
            }))
            .AddHandler(services => new TransitionTaker(async (_, _) =>
            {
                _ = Interlocked.Increment(ref one);
                await release.WaitAsync(CancellationToken.None);
            })));

        // Four of one and one of the other make five places.
        _ = await pod.PublishAsync(new EntityTransition(new("task-x"), EntityKind.Task, EntityStatus.Created, "new"));
        for (int i = 0; i < 10; i++)
        {
            _ = await pod.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await Wait.Until(() => Volatile.Read(ref many) == 4 && Volatile.Read(ref one) == 1);
        var figures = await (await RawAsync()).FiguresAsync("nika:feed:entities", "cg:worker", default);
        Assert.Equal((5L, 6L), (figures!.Pending, figures.Lag));
        _ = release.Release(11);
        await Wait.Until(() => pod.Consumed.Acked == 11);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int current = Volatile.Read(ref target);
        while (value > current && Interlocked.CompareExchange(ref target, value, current) is var seen && seen != current)
        {
            current = seen;
        }
    }
}
