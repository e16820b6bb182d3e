using System.Text;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Memory;

/// <summary>Batches, bounds and retries.</summary>
public sealed class MemoryQueueTests : MemoryQueueFixture
{
    [Fact]
    public async Task An_event_arrives_as_it_was_given_and_nothing_given_is_kept()
    {
        Start(new());
        var meta = Meta(1) with { Domain = "hooks", Tags = ["a"] };
        byte[] metaJson = "{\"v\":1}"u8.ToArray();
        byte[] dataJson = "{\"n\":1}"u8.ToArray();

        Assert.True(queue!.TryAdd("it happened", meta, metaJson, dataJson));
        metaJson.AsSpan().Fill((byte)'x');
        dataJson.AsSpan().Fill((byte)'x');
        Assert.True(await queue.FlushAsync().WaitAsync(Patience));

        var arrived = Assert.Single(Assert.Single(memory.Attempts));
        Assert.Equal("it happened", arrived.Text);
        Assert.Equal(meta, arrived.Meta);
        Assert.Equal("{\"v\":1}", Encoding.UTF8.GetString(arrived.MetaJson.Span));
        Assert.Equal("{\"n\":1}", Encoding.UTF8.GetString(arrived.DataJson.Span));
    }

    [Fact]
    public async Task An_event_waits_for_others_for_200_milliseconds()
    {
        Start(new());
        Add(1);
        await Wait.Until(() => clock.Due.Length == 1, Patience);
        Assert.Equal(TimeSpan.FromMilliseconds(200), clock.Due[0]);
        clock.Advance(TimeSpan.FromMilliseconds(199));
        Add(2);
        Assert.Empty(memory.Attempts);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await Wait.Until(() => queue!.Remembered == 2, Patience);

        Assert.Equal([1, 2], Numbers(Assert.Single(memory.Attempts)));
    }

    [Fact]
    public async Task A_full_batch_waits_for_nothing_and_none_is_larger()
    {
        Start(new());
        Add(Enumerable.Range(0, 600));
        await Wait.Until(() => queue!.Remembered == 512, Patience);

        Assert.True(await queue!.FlushAsync().WaitAsync(Patience));

        Assert.Equal([256, 256, 88], memory.Attempts.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 600), memory.Attempts.SelectMany(Numbers));
        AssertAccount(added: 600, remembered: 600, dropped: 0);
    }

    [Fact]
    public async Task A_failed_batch_is_tried_again_and_said_once()
    {
        Start(new());
        int failures = 3;
        memory.Before = _ => failures-- > 0 ? Fail("the disk is full") : Task.CompletedTask;
        Add([1, 2, 3]);
        var flush = queue!.FlushAsync();
        await Wait.Until(() => queue.Gate.State == GateState.Degraded, Patience);
        Assert.Equal("the disk is full", queue.Gate.Reason);
        Add(4);

        await AdvanceUntil(() => queue.Remembered >= 3);

        Assert.True(await flush.WaitAsync(Patience));
        Assert.Equal(4, memory.Attempts.Length);
        Assert.All(memory.Attempts, batch => Assert.Equal([1, 2, 3], Numbers(batch)));
        Assert.Equal(GateState.Healthy, queue.Gate.State);
        Assert.True(await queue.FlushAsync().WaitAsync(Patience));
        Assert.Equal([4], Numbers(memory.Attempts[^1]));
        Assert.Collection(
            log.All,
            line => Assert.Equal("Warning 3000: Memory (commanded) cannot be written; events wait and are tried again: the disk is full", line),
            line => Assert.StartsWith("Information 3001: Memory (commanded) is written again after 3 failed tries in 00:00:0", line, StringComparison.Ordinal));
        Assert.EndsWith("; 1 events wait", log.All[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_tries_again_the_gate_is_probing()
    {
        Start(new());
        var answer = new TaskCompletionSource();
        memory.Before = _ => memory.Attempts.Length == 1 ? Fail("away") : answer.Task;
        Add(1);
        await AdvanceUntil(() => memory.Attempts.Length == 2);

        Assert.Equal(GateState.Probing, queue!.Gate.State);

        answer.SetResult();
        await Wait.Until(() => queue.Remembered == 1, Patience);
        Assert.Equal(GateState.Healthy, queue.Gate.State);
    }

    [Fact]
    public async Task Pauses_double_up_to_their_bound_and_half_of_each_is_random()
    {
        TimeSpan[] pauses = await PausesAsync(seed: 5);

        double[] whole = [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000];
        Assert.All(pauses.Zip(whole), pair => Assert.InRange(pair.First.TotalMilliseconds, pair.Second / 2, pair.Second));
        Assert.True(pauses.Zip(whole).Select(pair => Math.Round(pair.First.TotalMilliseconds / pair.Second, 2)).Distinct().Count() > 5);
        Assert.Equal(pauses, await PausesAsync(seed: 5));
        Assert.NotEqual(pauses, await PausesAsync(seed: 6));
    }

    [Fact]
    public async Task A_memory_that_never_answers_counts_as_failed_after_30_seconds()
    {
        Start(new());
        memory.Before = _ => memory.Attempts.Length == 1 ? new TaskCompletionSource().Task : Task.CompletedTask;
        Add(1);
        var flush = queue!.FlushAsync();
        await Wait.Until(() => memory.Attempts.Length == 1, Patience);
        clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(GateState.Healthy, queue.Gate.State);

        clock.Advance(TimeSpan.FromSeconds(0.1));
        await Wait.Until(() => queue.Gate.State == GateState.Degraded, Patience);
        Assert.Equal("no answer within 00:00:30", queue.Gate.Reason);
        await AdvanceUntil(() => flush.IsCompleted);

        Assert.True(await flush);
        AssertAccount(added: 1, remembered: 1, dropped: 0);
    }

    [Fact]
    public async Task More_events_than_the_bound_are_dropped_counted_and_said_once()
    {
        var answer = new TaskCompletionSource();
        memory.Before = _ => answer.Task;
        Start(new() { Capacity = 100, BatchSize = 10 });

        int taken = Enumerable.Range(0, 150).Count(TryAdd);

        Assert.Equal(100, taken);
        AssertAccount(added: 100, remembered: 0, dropped: 50);
        Assert.StartsWith("Warning 3002: The queue before memory (commanded) is full with 100 events of ", Assert.Single(log.All), StringComparison.Ordinal);

        answer.SetResult();
        Assert.True(await queue!.FlushAsync().WaitAsync(Patience));
        Assert.Equal("Information 3003: The queue before memory (commanded) has room again; 50 events were dropped meanwhile", log.All[^1]);
        Assert.Equal(2, log.All.Length);
        Assert.True(TryAdd(200));
        Assert.Equal(Enumerable.Range(0, 100), memory.Attempts.SelectMany(Numbers));
    }

    [Fact]
    public async Task More_bytes_than_the_bound_are_dropped()
    {
        long size = MemoryBacklog.SizeOf("text", 1000, 2000);
        Assert.InRange(size, 3000, 4000);
        memory.Before = _ => new TaskCompletionSource().Task;
        Start(new() { MaxBytes = 10 * size, ShutdownTimeout = TimeSpan.Zero });

        int taken = Enumerable.Range(0, 20).Count(number => queue!.TryAdd("text", Meta(number), new byte[1000], new byte[2000]));

        Assert.Equal(10, taken);
        AssertAccount(added: 10, remembered: 0, dropped: 10);
        await queue!.DisposeAsync().AsTask().WaitAsync(Patience);
        AssertAccount(added: 10, remembered: 0, dropped: 20);
    }

    [Fact]
    public void Dropping_allocates_nothing()
    {
        memory.Before = _ => new TaskCompletionSource().Task;
        Start(new() { Capacity = 1, ShutdownTimeout = TimeSpan.Zero });
        Assert.True(TryAdd(1));
        byte[] json = new byte[10_000];
        var meta = Meta(2);
        Assert.False(queue!.TryAdd("text", meta, json, json));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            queue.TryAdd("text", meta, json, json);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1001, queue.Dropped);
    }

    [Fact]
    public async Task Whatever_happens_every_event_is_accounted_for()
    {
        const int Threads = 4;
        const int PerThread = 5_000;
        var unsteady = new Random(3);
        memory.Before = _ => unsteady.Next(4) == 0 ? Fail("unsteady") : Task.CompletedTask;
        var options = new MemoryQueueOptions { Capacity = 500, BatchSize = 20, RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(2) };
        queue = new MemoryQueue(memory, options, TimeProvider.System, log, new Random(4));
        var taken = new bool[Threads * PerThread];

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = thread * PerThread; i < (thread + 1) * PerThread; i++)
            {
                taken[i] = TryAdd(i);
            }
        })));
        Assert.True(await queue.FlushAsync().WaitAsync(Patience));

        Assert.Equal(taken.LongLength, queue.Remembered + queue.Dropped);
        Assert.Equal(0, queue.Waiting);
        Assert.Equal(Enumerable.Range(0, taken.Length).Where(i => taken[i]), memory.Remembered.Select(Number).Order());
        Assert.True(queue.Dropped > 0 && queue.Remembered > 0);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_at_once()
    {
        (MemoryQueueOptions Options, string Name)[] faults =
        [
            (new() { Capacity = 0 }, "Capacity"),
            (new() { MaxBytes = 0 }, "MaxBytes"),
            (new() { BatchSize = 0 }, "BatchSize"),
            (new() { BatchWindow = TimeSpan.FromTicks(-1) }, "BatchWindow"),
            (new() { AttemptTimeout = TimeSpan.Zero }, "AttemptTimeout"),
            (new() { RetryDelay = TimeSpan.Zero }, "RetryDelay"),
            (new() { MaxRetryDelay = TimeSpan.FromMilliseconds(249) }, "MaxRetryDelay"),
            (new() { ShutdownTimeout = TimeSpan.FromDays(2) }, "ShutdownTimeout"),
        ];

        foreach (var (options, name) in faults)
        {
            var refusal = Assert.Throws<ArgumentException>(() => new MemoryQueue(memory, options, clock, log));
            Assert.StartsWith($"MemoryQueueOptions.{name} is ", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<TimeSpan[]> PausesAsync(int seed)
    {
        var time = new ManualClock();
        var away = new CommandedMemory { Before = _ => Fail("away") };
        var tried = new MemoryQueue(away, new() { BatchWindow = TimeSpan.Zero, ShutdownTimeout = TimeSpan.Zero }, time, new LogLines(), new Random(seed));
        Assert.True(tried.TryAdd("text", Meta(1), default, default));
        var pauses = new TimeSpan[10];
        for (int i = 0; i < pauses.Length; i++)
        {
            // Once the failure is noted the one timer left is that of the pause.
            await Wait.Until(() => away.Attempts.Length == i + 1 && tried.Gate.State == GateState.Degraded && time.Due.Length == 1, Patience);
            pauses[i] = time.Due[0];
            time.Advance(pauses[i]);
        }

        await tried.DisposeAsync().AsTask().WaitAsync(Patience);
        return pauses;
    }
}
