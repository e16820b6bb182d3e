using System.Text;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Memory;

/// <summary>Events that wait on disk while memory is away.</summary>
public sealed class MemoryLogTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory directory = new();
    private readonly ManualClock clock = new();
    private readonly CommandedMemory memory = new();
    private readonly LogLines log = new();
    private readonly List<MemoryQueue> queues = [];

    private string LogPath => Path.Combine(directory.Path, "logs", "memory", "pod.jsonl");

    public async ValueTask DisposeAsync()
    {
        memory.Before = static _ => Task.CompletedTask;
        foreach (var queue in queues)
        {
            await queue.DisposeAsync().AsTask().WaitAsync(Patience);
        }

        directory.Dispose();
    }

    [Fact]
    public async Task Far_more_than_the_queue_holds_waits_and_arrives_in_order()
    {
        var queue = Start(new() { Capacity = 100, BatchSize = 10, BatchWindow = TimeSpan.Zero });
        bool isAway = true;
        memory.Before = _ => isAway ? Task.FromException(new MemoryUnavailableException("away")) : Task.CompletedTask;
        for (int i = 0; i < 1000; i++)
        {
            // As they come while memory is away for long: the loop has its turns in between.
            await Wait.Until(() => queue.Waiting < 100, Patience);
            Add(queue, i);
        }

        await Wait.Until(() => queue.Logged >= 900, Patience);
        Assert.Equal(GateState.Degraded, queue.Gate.State);
        Assert.Equal(0, queue.Dropped);
        int failed = memory.Attempts.Length;
        isAway = false;

        await AdvanceUntil(() => queue.Remembered == 1000);

        Assert.Equal((1000, 0, 0, 0), (queue.Added, queue.Dropped, queue.Logged, queue.Waiting));
        Assert.Equal(Enumerable.Range(0, 1000), memory.Attempts[failed..].SelectMany(batch => batch).Select(NumberOf));
        Assert.Equal(GateState.Healthy, queue.Gate.State);
        Assert.Single(log.All, line => line.StartsWith("Warning 3000", StringComparison.Ordinal));
        Assert.Single(log.All, line => line.StartsWith("Information 3001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_at_the_end_is_given_to_memory_by_the_next_run()
    {
        memory.Before = static _ => Task.FromException(new MemoryUnavailableException("away"));
        var first = Start(new() { BatchSize = 10 });
        Add(first, Enumerable.Range(0, 25));
        await first.DisposeAsync().AsTask().WaitAsync(Patience);
        Assert.Equal((25, 0, 25), (first.Added, first.Dropped, first.Logged));
        Assert.Equal("Information 3006: 25 events wait for memory (commanded) in " + LogPath + ": the next run of the pod gives them to it", log.All[^1]);

        int failed = memory.Attempts.Length;
        memory.Before = static _ => Task.CompletedTask;
        var second = Start(new() { BatchSize = 10 });
        Add(second, 25);
        Assert.True(await second.FlushAsync().WaitAsync(Patience));

        Assert.Equal(Enumerable.Range(0, 26), memory.Attempts[failed..].SelectMany(batch => batch).Select(NumberOf));
        Assert.Equal((1, 1, 25), (second.Added, second.Remembered, second.Inherited));
        await second.DisposeAsync();
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task A_line_that_was_cut_short_is_passed_over()
    {
        memory.Before = static _ => Task.FromException(new MemoryUnavailableException("away"));
        var first = Start(new());
        Add(first, [1, 2]);
        await first.DisposeAsync().AsTask().WaitAsync(Patience);
        await using (var file = new FileStream(LogPath, FileMode.Append))
        {
            await file.WriteAsync("{\"text\":\"torn"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        memory.Before = static _ => Task.CompletedTask;
        var second = Start(new());
        await Wait.Until(() => second.Inherited == 2, Patience);
        Assert.Equal([1, 2], memory.Remembered.Count == 2 ? memory.Attempts[^1].Select(NumberOf) : []);
    }

    [Fact]
    public async Task A_full_log_keeps_them_in_the_queue_and_past_that_they_are_counted()
    {
        var queue = Start(new() { Capacity = 20, BatchSize = 10, BatchWindow = TimeSpan.Zero, LogBytes = 5_000 });
        bool isAway = true;
        memory.Before = _ => isAway ? Task.FromException(new MemoryUnavailableException("away")) : Task.CompletedTask;
        int taken = 0;
        await Wait.Until(
            () =>
            {
                taken += TryAdd(queue, taken) ? 1 : 0;
                return queue.Dropped >= 10;
            },
            Patience);
        isAway = false;
        await AdvanceUntil(() => queue.Remembered == queue.Added);

        Assert.Equal(taken, queue.Added);
        Assert.Equal(taken, memory.Remembered.Count);
        Assert.True(taken > 20, $"{taken} were taken, with room for 20 in the queue and for some in the log");
        Assert.Contains(log.All, line => line.Contains("cannot be used: " + LogPath + " is full", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_that_another_pod_holds_is_left_alone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        await using var held = new FileStream(LogPath, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        int failures = 2;
        memory.Before = _ => failures-- > 0 ? Task.FromException(new MemoryUnavailableException("away")) : Task.CompletedTask;
        var queue = Start(new());
        Add(queue, [1, 2, 3]);
        var flush = queue.FlushAsync();
        await AdvanceUntil(() => queue.Remembered == 3);
        Assert.True(await flush.WaitAsync(Patience));

        Assert.Equal(0, held.Length);
        Assert.Contains(log.All, line => line.StartsWith("Warning 3005: The log of events that wait for memory, " + LogPath, StringComparison.Ordinal));
    }

    private static int NumberOf(MemoryEvent given) => int.Parse(given.Text["event ".Length..], null);

    private static bool TryAdd(MemoryQueue queue, int number)
    {
        var meta = new NikaMeta { Id = Guid.CreateVersion7(), Timestamp = DateTimeOffset.UnixEpoch, Type = "t", Schema = 1, Pod = new("pod") };
        return queue.TryAdd($"event {number}", meta, EnvelopeJson.Of(in meta), Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""));
    }

    private static void Add(MemoryQueue queue, int number) => Assert.True(TryAdd(queue, number));

    private static void Add(MemoryQueue queue, IEnumerable<int> numbers) => Assert.All(numbers, number => Add(queue, number));

    private MemoryQueue Start(MemoryQueueOptions options)
    {
        var queue = new MemoryQueue(memory, options, clock, log, new Random(1), new MemoryLog(LogPath, options.LogBytes));
        queues.Add(queue);
        return queue;
    }

    private Task AdvanceUntil(Func<bool> condition) => Wait.Until(
        () =>
        {
            if (!condition())
            {
                clock.Advance(TimeSpan.FromMilliseconds(20));
            }

            return condition();
        },
        Patience);
}
