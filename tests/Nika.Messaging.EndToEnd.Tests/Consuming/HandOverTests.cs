using System.Collections.Concurrent;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Entries go from pod to pod at once when one cannot, or no longer wants to, handle them. Nobody waits for an idle time here: it is ten minutes.</summary>
public abstract class HandOverTests(ITestStore store) : ConsumingFixture(store)
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task In_a_rolling_update_those_without_a_handler_hand_it_over_at_once()
    {
        var seen = new ConcurrentQueue<(string Entity, long Attempt)>();
        for (int i = 0; i < 3; i++)
        {
            _ = await StartAsync($"old{i}", builder => builder.AddHandler(services => new TransitionTaker((_, _) => Task.CompletedTask)).Configure(static options => options.Consumer.ClaimIdle = Never));
        }

        var alpha = await StartAsync("alpha");
        for (int i = 0; i < 20; i++)
        {
            _ = await alpha.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await Wait.Until(() => Pods.Sum(static pod => pod.Consumed.Released) == 20);

        // The first of the new pods finds them waiting; later ones are told.
        _ = await StartAsync("new", builder => builder
            .AddHandler(services => new RecordingWorker((change, context) =>
            {
                seen.Enqueue((change.EntityId.Value, context.Attempt));
                return Task.CompletedTask;
            }))
            .Configure(static options => options.Consumer.ClaimIdle = Never));
        await Wait.Until(() => seen.Count == 20);
        for (int i = 20; i < 60; i++)
        {
            _ = await alpha.PublishAsync(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await Wait.Until(() => seen.Count == 60);
        await Wait.Until(() => Pods.Sum(static pod => pod.Consumed.Acked) == 60);
        Assert.Equal(60, seen.Select(static item => item.Entity).Distinct(StringComparer.Ordinal).Count());

        // A hand-over is one more delivery, and it does not go round among those who cannot.
        Assert.All(seen, static item => Assert.InRange(item.Attempt, 1, 2));
    }

    [Fact]
    public async Task What_nobody_handles_is_a_dead_letter_after_five_releases()
    {
        var alpha = await StartAsync("alpha", builder => builder.AddHandler(services => new TransitionMonitor()));
        var worker = await StartAsync("w1", static builder => builder.AddHandler(static _ => new TransitionTaker(static (_, _) => Task.CompletedTask)));
        _ = await alpha.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));

        await Wait.Until(() => worker.Consumed.DeadLettered == 1);
        Assert.Equal(5, worker.Consumed.Released);
        var letter = Assert.Single(await DeadLettersAsync());
        Assert.Equal("no handler", letter["error"]);
        Assert.Equal("6", letter["attempts"]);
    }

    [Fact]
    public async Task A_stopping_pod_finishes_what_runs_and_hands_back_the_rest()
    {
        var first = new ConcurrentQueue<string>();
        var second = new ConcurrentQueue<(string Entity, long Attempt)>();
        using var release = new SemaphoreSlim(0);
        var stopping = await StartAsync("w1", builder => builder
            .AddHandler(services => new OrderedWorker(async change =>
            {
                await release.WaitAsync(CancellationToken.None);
                first.Enqueue(change.Summary);
            }))
            .Configure(static options => options.Consumer.ClaimIdle = Never));
        for (int i = 0; i < 4; i++)
        {
            _ = await stopping.PublishAsync(new JobChanged(new("one-entity"), EntityStatus.Created, $"{i}"));
        }

        // All four are with it, one is being handled.
        await Wait.Until(async () => (await (await RawAsync()).FiguresAsync("nika:feed:entities", "cg:worker", default))!.Pending == 4, TimeSpan.FromMinutes(1));
        _ = await StartAsync("w2", builder => builder
            .AddHandler(services => new RecordingWorker((change, context) =>
            {
                second.Enqueue((change.Summary, context.Attempt));
                return Task.CompletedTask;
            }))
            .Configure(static options => options.Consumer.ClaimIdle = Never));
        var stopped = stopping.StopAsync().AsTask();
        await Wait.Until(() => second.Count == 3);
        Assert.False(stopped.IsCompleted);
        _ = release.Release(4);
        await stopped;

        Assert.Equal(["0"], first);
        Assert.Equal([("1", 1L), ("2", 1L), ("3", 1L)], second);
        Assert.Equal(1, stopping.Consumed.Acked);
        await Wait.Until(() => Pods.Sum(static pod => pod.Consumed.Acked) == 4);
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_to_stop_is_cancelled_and_its_message_goes_to_another()
    {
        var started = new TaskCompletionSource();
        var taken = new TaskCompletionSource<long>();
        var stopping = await StartAsync("w1", builder => builder
            .AddHandler(services => new FourAtATimeWorker(async (_, _, cancellationToken) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }))
            .Configure(static options => (options.Consumer.ClaimIdle, options.Consumer.StopTimeout) = (Never, TimeSpan.FromMilliseconds(200))));
        _ = await stopping.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));
        await started.Task;
        _ = await StartAsync("w2", builder => builder
            .AddHandler(services => new RecordingWorker((_, context) =>
            {
                taken.SetResult(context.Attempt);
                return Task.CompletedTask;
            }))
            .Configure(static options => options.Consumer.ClaimIdle = Never));
        await stopping.StopAsync();
        Assert.Equal(2, await taken.Task.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Nobody_holds_more_than_it_has_handlers_for()
    {
        using var release = new SemaphoreSlim(0);
        int running = 0;
        var busy = await StartAsync("w1", builder => builder.AddHandler(services => new FourAtATimeWorker(async (_, _, _) =>
        {
            _ = Interlocked.Increment(ref running);
            await release.WaitAsync(CancellationToken.None);
        })));
        for (int i = 0; i < 100; i++)
        {
            _ = busy.Publish(new JobChanged(new($"task-{i}"), EntityStatus.Created, "new"));
        }

        await Wait.Until(() => Volatile.Read(ref running) == 4);
        var raw = await RawAsync();
        long most = 0;
        for (int i = 0; i < 50; i++)
        {
            most = Math.Max(most, (await raw.FiguresAsync("nika:feed:entities", "cg:worker", default))!.Pending);
            _ = release.Release();
            int reached = 5 + i;
            await Wait.Until(() => Volatile.Read(ref running) >= reached);
        }

        // Those being handled, and those handled whose acks are under way: four places in all may be seen twice.
        Assert.InRange(most, 4, 8);
        var figures = await raw.FiguresAsync("nika:feed:entities", "cg:worker", default);
        Assert.InRange(figures!.Lag, 40, 46);
        _ = release.Release(100);
        await Wait.Until(() => busy.Consumed.Acked == 100);
    }
}
