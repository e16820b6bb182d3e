using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Hosting;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>Handlers have a time limit.</summary>
public abstract class HandlerTimeTests(ITestStore store) : ConsumingFixture(store)
{
    [Fact]
    public async Task At_its_limit_a_handler_is_cancelled_and_the_attempt_has_failed()
    {
        using var log = new LoggedLines();
        var attempts = new ConcurrentQueue<long>();
        var filtered = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder
            .AddFilter(_ => new RecordingFilter("f", filtered))
            .AddHandler(services => new HastyWorker(async (_, context, cancellationToken) =>
            {
                attempts.Enqueue(context.Attempt);
                if (context.Attempt == 1)
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
            })), log);
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));

        await Wait.Until(() => pod.Consumed.Acked == 1);
        Assert.Equal([1, 2], attempts);
        Assert.Equal((1, 1), ((int)pod.Consumed.Failed, (int)pod.Consumed.Handled));
        Assert.Contains("HastyWorker has been at job_changed", log.Single(1110), StringComparison.Ordinal);
        Assert.Equal(["before f", "error f: A task was canceled.", "before f", "after f"], filtered);
    }

    [Fact]
    public async Task What_a_handler_has_registered_with_its_token_may_throw()
    {
        var pod = await StartAsync("w1", builder => builder
            .AddHandler(services => new HastyWorker(static async (_, context, cancellationToken) =>
            {
                if (context.Attempt == 1)
                {
                    await using var registration = cancellationToken.Register(static () => throw new InvalidOperationException("a fault of the user's"));
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
            })));
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));

        await Wait.Until(() => pod.Consumed.Handled == 1);
    }

    [Fact]
    public async Task A_handler_that_never_keeps_its_limit_ends_among_the_dead_letters()
    {
        var pod = await StartAsync("w1", static builder => builder
            .AddHandler(static _ => new FourAtATimeWorker(static async (_, _, cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken)))
            .Configure(static options => (options.Consumer.HandlerTimeLimit, options.Consumer.MaxDeliveries) = (TimeSpan.FromMilliseconds(100), 2)));
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));

        await Wait.Until(() => pod.Consumed.DeadLettered == 1);
        var letter = Assert.Single(await DeadLettersAsync());
        Assert.StartsWith("FourAtATimeWorker took longer than its limit of 0.1 s", letter["error"], StringComparison.Ordinal);
        Assert.Equal("2", letter["attempts"]);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_cancellation_is_reported_and_another_pod_gets_the_message()
    {
        using var log = new LoggedLines();
        using var release = new SemaphoreSlim(0);
        var taken = new TaskCompletionSource<long>();
        var hung = await StartAsync("w1", builder => builder.AddHandler(services => new HastyWorker(async (_, _, _) => await release.WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None))), log);
        _ = await hung.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));
        await Wait.Until(() => log.Count(1110) == 1);
        _ = await StartAsync("w2", builder => builder.AddHandler(services => new RecordingWorker((_, context) =>
        {
            taken.TrySetResult(context.Attempt);
            return Task.CompletedTask;
        })));

        Assert.InRange(await taken.Task.WaitAsync(TimeSpan.FromMinutes(1)), 2, 5);
        await Wait.Until(() => log.Count(1111) >= 2);
        Assert.Equal(1, log.Count(1110));
        Assert.Equal(1, hung.Consumed.Failed);
        _ = release.Release();
        await Wait.Until(() => hung.Consumed.Handled == 1);
    }
}
