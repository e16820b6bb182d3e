using System.Diagnostics;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class CancellationTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_cancelled_token_starts_nothing()
    {
        await using var memory = directory.Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await memory.RememberAsync([Events.Of(default)], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await memory.CountAsync(MemoryFilter.All, cancelled.Token));

        Assert.Empty(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public async Task Waiting_for_another_writer_can_be_cancelled()
    {
        await using var memory = new SqliteMemory(new SqliteMemoryOptions { Path = directory.File(), BusyTimeout = TimeSpan.FromMinutes(5) });
        await memory.RememberAsync([Events.Of(default)]);
        await using var other = Events.OpenRaw(directory.File());
        await using var transaction = other.BeginTransaction(deferred: false);

        // Long enough for the write to have reached the lock; SQLite would wait for it for five minutes.
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        var blocked = memory.RememberAsync([Events.Of(default)], patience.Token).AsTask();
        var queued = memory.CountAsync(MemoryFilter.All, patience.Token).AsTask();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked.WaitAsync(Deadline));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued.WaitAsync(Deadline));
        await transaction.RollbackAsync();
        await memory.RememberAsync([Events.Of(default)]);
        Assert.Equal(2, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_batch_cancelled_halfway_keeps_nothing()
    {
        await using var memory = directory.Open();
        using var cancellation = new CancellationTokenSource();
        var batch = new CancellingList([.. Enumerable.Range(0, 10).Select(_ => Events.Of(default))], cancelAt: 5, cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await memory.RememberAsync(batch, cancellation.Token));

        Assert.Equal(0, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_long_count_is_interrupted()
    {
        await using var memory = directory.Open();
        var random = new Random(1);
        MemoryEvent[] some = [.. Enumerable.Range(0, 1000).Select(_ => Events.Random(random, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)))];
        await memory.RememberAsync(some);

        // No index is without its column, so a filter on two parts looks up every row of one: 200,000 of them take a while.
        Events.Execute(
            directory.File(),
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
            INSERT INTO events (id, ts, type, schema, pod, job_id, text, meta, data)
            SELECT id || '-' || i, ts, 'job_changed', schema, 'alpha', 'JOB-1', text, meta, data FROM events, n
            """);
        var slow = Meta.Pod == Events.Pods[0] && Meta.Type == "job_changed" && Meta.JobId == Events.Jobs[0];
        var watch = Stopwatch.StartNew();
        Assert.True(await memory.CountAsync(slow) > 100_000);
        var whole = watch.Elapsed;

        // Cancelled at ever later moments until one falls into the running count.
        int interrupted = 0;
        for (int part = 1; part <= 20; part++)
        {
            using var cancellation = new CancellationTokenSource(whole * part / 20);
            try
            {
                await memory.CountAsync(slow, cancellation.Token).AsTask().WaitAsync(Deadline);
            }
            catch (OperationCanceledException)
            {
                interrupted++;
            }
        }

        Assert.True(interrupted > 0, $"a count of {whole} was never interrupted");
        Assert.True(await memory.CountAsync(slow) > 100_000);
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_is_said()
    {
        await using var memory = new SqliteMemory(new SqliteMemoryOptions { Path = directory.File(), BusyTimeout = TimeSpan.FromSeconds(1) });
        await memory.RememberAsync([Events.Of(default)]);
        await using var other = Events.OpenRaw(directory.File());
        await using var transaction = other.BeginTransaction(deferred: false);

        var failure = await Assert.ThrowsAsync<MemoryUnavailableException>(() => memory.RememberAsync([Events.Of(default)]).AsTask().WaitAsync(Deadline));

        Assert.Contains("has been locked by another process for more than 1 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
    }
}
