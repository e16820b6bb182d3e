using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Replies, deadlines and cancelled tokens race for pooled objects; every caller hears of its own write.</summary>
public sealed class WriteLaneStressTests
{
    private const int Publishers = 4;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1.5);

    // Of four writes under way the store answers at least one; the others' callers see the deadline, and their answers come to reused objects.
    private const int MostHeldBack = Publishers - 1;

    [Fact]
    public async Task Every_caller_hears_of_its_own_write_and_every_write_is_reported_once()
    {
        var reports = new ReportedWrites();
        var pool = new PublishCompletionPool();
        var options = new LaneOptions { ReplyDeadline = TimeSpan.FromMilliseconds(8), RetentionBytes = 8192, RetentionWrites = 256 };
        using var lane = new WriteLane("test", static () => { }, reports, options, TimeProvider.System, NullLogger.Instance);
        lane.Up(0);
        using var over = new CancellationTokenSource(Duration);
        var publishers = Enumerable.Range(0, Publishers).Select(seed => Task.Run(() => PublishAsync(lane, pool, new Random(seed), over.Token))).ToArray();
        var published = Task.WhenAll(publishers);
        await Task.Factory.StartNew(() => Answer(lane, published), TaskCreationOptions.LongRunning);
        var counts = await published;
        lane.Down("over");

        Assert.Equal(0, lane.Held);
        Assert.Equal(counts.Sum(static count => count.Taken), reports.All.Count);
        Assert.Equal(reports.All.Count, reports.All.DistinctBy(static report => report.Id).Count());
        Assert.All(reports.All, static report => Assert.Equal(Bytes(report.Id), report.Bytes));
        Assert.True(counts.Sum(static count => count.Delivered) > 0, "Nobody heard of a delivery.");
        Assert.True(counts.Sum(static count => count.Degraded) > 0, "Nobody saw the deadline.");
        Assert.True(counts.Sum(static count => count.Cancelled) > 0, "Nobody was cancelled.");
    }

    private static async Task<Counts> PublishAsync(WriteLane lane, PublishCompletionPool pool, Random random, CancellationToken over)
    {
        var counts = new Counts();
        while (!over.IsCancellationRequested)
        {
            using var source = new CancellationTokenSource();
            var id = Guid.NewGuid();
            var completion = pool.Rent();
            var waiting = completion.Task;
            if (lane.TryAdd(TestWrites.Header(id), Bytes(id), completion) is not null)
            {
                pool.Return(completion);
                await Task.Yield();
                continue;
            }

            counts.Taken++;
            completion.CancelWith(source.Token);
            if (random.Next(4) == 0)
            {
                // From another thread, so that it races with the answer.
                ThreadPool.QueueUserWorkItem(static source => Cancel(source), source, preferLocal: false);
            }

            try
            {
                var result = await waiting;
                Assert.Equal(id, result.Id);
                counts.Delivered += result.Status == PublishStatus.Delivered ? 1 : 0;
                counts.Degraded += result.Status == PublishStatus.Degraded ? 1 : 0;
            }
            catch (OperationCanceledException exception)
            {
                Assert.Equal(source.Token, exception.CancellationToken);
                counts.Cancelled++;
            }
        }

        return counts;
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer was first, and its caller is gone.
        }
    }

    private static void Answer(WriteLane lane, Task published)
    {
        var random = new Random(42);
        var heldBack = new Queue<long>();
        while (!published.IsCompleted)
        {
            if (!lane.TryTake(out long sequence))
            {
                Thread.Yield();
            }
            else if (random.Next(8) == 0)
            {
                heldBack.Enqueue(sequence);
            }
            else if (random.Next(8) == 0)
            {
                lane.Failed(sequence, WriteFailure.Rejected, "no");
            }
            else
            {
                lane.Delivered(sequence, default);
            }

            if (heldBack.Count > MostHeldBack)
            {
                lane.Delivered(heldBack.Dequeue(), default);
            }
        }
    }

    private static byte[] Bytes(Guid id) => [1, .. id.ToByteArray()];

    private sealed class Counts
    {
        public int Taken { get; set; }

        public int Delivered { get; set; }

        public int Degraded { get; set; }

        public int Cancelled { get; set; }
    }
}
