using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Memory;

/// <summary>A flush, and the end of the queue: what is written, what is given up, and how long either may take.</summary>
public sealed class MemoryQueueEndTests : MemoryQueueFixture
{
    [Fact]
    public async Task A_flush_does_not_wait_for_the_end_of_a_pause()
    {
        Start(new());
        memory.Before = _ => memory.Attempts.Length == 1 ? Fail("away") : Task.CompletedTask;
        Add(1);
        await AdvanceUntil(() => queue!.Gate.State == GateState.Degraded);

        // The clock stands still from here on.
        Assert.True(await queue!.FlushAsync().WaitAsync(Patience));
        Assert.Equal(1, queue.Remembered);
    }

    [Fact]
    public async Task A_cancelled_flush_leaves_its_events_in_the_queue()
    {
        Start(new());
        memory.Before = _ => Fail("away");
        Add(1);
        using var cancellation = new CancellationTokenSource();
        var flush = queue!.FlushAsync(cancellation.Token);
        await Wait.Until(() => queue.Gate.State == GateState.Degraded, Patience);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.WaitAsync(Patience));
        AssertAccount(added: 1, remembered: 0, dropped: 0);
        memory.Before = static _ => Task.CompletedTask;
        Assert.True(await queue.FlushAsync().WaitAsync(Patience));
        AssertAccount(added: 1, remembered: 1, dropped: 0);
    }

    [Fact]
    public async Task A_flush_of_nothing_is_done_at_once()
    {
        Start(new());

        Assert.True(await queue!.FlushAsync().WaitAsync(Patience));

        Assert.Empty(memory.Attempts);
    }

    [Fact]
    public async Task The_end_writes_what_waits_and_takes_nothing_more()
    {
        Start(new());
        Add(Enumerable.Range(0, 300));

        await queue!.DisposeAsync().AsTask().WaitAsync(Patience);
        await queue.DisposeAsync().AsTask().WaitAsync(Patience);

        AssertAccount(added: 300, remembered: 300, dropped: 0);
        Assert.False(TryAdd(300));
        AssertAccount(added: 300, remembered: 300, dropped: 1);
        Assert.True(await queue.FlushAsync().WaitAsync(Patience));
        Assert.Empty(log.All);
        await Wait.Until(() => clock.Due.Length == 0, Patience);
    }

    [Fact]
    public async Task The_end_waits_5_seconds_for_a_memory_that_is_away_and_says_what_is_lost()
    {
        Start(new());
        memory.Before = _ => Fail("away");
        Add([1, 2, 3]);
        var flush = queue!.FlushAsync();
        var started = clock.GetUtcNow();

        var end = queue.DisposeAsync().AsTask();
        await AdvanceUntil(() => end.IsCompleted);

        await end;
        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        Assert.True(memory.Attempts.Length >= 3, $"{memory.Attempts.Length} attempts");
        Assert.False(await flush.WaitAsync(Patience));
        Assert.False(await queue.FlushAsync().WaitAsync(Patience));
        AssertAccount(added: 3, remembered: 0, dropped: 3);
        Assert.Equal(0, queue.Waiting);
        Assert.Equal("Warning 3004: 3 events did not reach memory (commanded) before the end of the pod", log.All[^1]);
    }

    [Fact]
    public async Task Not_even_a_memory_that_holds_its_thread_holds_the_end()
    {
        using var held = new ManualResetEventSlim();
        memory.Before = _ =>
        {
            held.Wait(Patience, CancellationToken.None);
            return Task.CompletedTask;
        };
        queue = new MemoryQueue(memory, new() { ShutdownTimeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, log);
        Add(1);
        var flushing = queue.FlushAsync();
        await Wait.Until(() => memory.Attempts.Length == 1, Patience);

        await queue.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(await flushing.WaitAsync(Patience));

        AssertAccount(added: 1, remembered: 0, dropped: 1);
        held.Set();
        await Wait.Until(() => memory.Remembered.Count == 1, Patience);
        AssertAccount(added: 1, remembered: 0, dropped: 1);
    }
}
