using System.Runtime.CompilerServices;
using System.Text.Json;
using Nika.Messaging.Asking;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Replies in parts.</summary>
public abstract class StreamTests(ITestStore store) : AskingFixture(store)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task All_parts_come_in_order_and_then_the_end(int count)
    {
        _ = await StartListerAsync((request, _, cancellation) => ListAsync(request, cancellation));
        var asker = await StartAsync("asker");
        var numbers = new List<int>();
        await foreach (var file in asker.AskStreamAsync(new ListRequest(Job, count), Patience, Cancellation))
        {
            numbers.Add(file.Number);
        }

        Assert.Equal(Enumerable.Range(1, count), numbers);
        Assert.Equal((1, 0, 0), (asker.Asks.Answered, asker.Asks.Pending, asker.Asks.Late));
        var (_, end) = Assert.Single(await EntriesAsync("parts_ended"));
        Assert.Equal(((count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), "result"), (end["part"], end["kind"]));
    }

    [Fact]
    public async Task The_worker_stays_within_its_window()
    {
        int made = 0;
        _ = await StartListerAsync((request, _, cancellation) => ListAsync(request, cancellation, _ => Interlocked.Increment(ref made)));
        var asker = await StartAsync("asker");
        var parts = asker.AskStreamAsync(new ListRequest(Job, 1000), Patience, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await parts.MoveNextAsync());
        await Wait.Until(() => Volatile.Read(ref made) == PartsWindow.Size + 1); // the next is made, and waits
        await Wait.Until(async () => await CountAsync("listed_file") == PartsWindow.Size, TimeSpan.FromMinutes(1), "a full window");

        for (int i = 1; i < PartsWindow.Size; i++)
        {
            Assert.True(await parts.MoveNextAsync());
        }

        await Wait.Until(async () => await CountAsync("listed_file") > PartsWindow.Size, TimeSpan.FromMinutes(1), "more parts");
        Assert.InRange(await CountAsync("listed_file"), PartsWindow.Size + 1, PartsWindow.Size * 2);
        await parts.DisposeAsync();
    }

    [Fact]
    public async Task Leaving_the_loop_ends_the_workers_enumeration()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lister = await StartListerAsync((request, _, cancellation) => UntilCancelledAsync(request, ended, cancellation));
        var asker = await StartAsync("asker");
        await foreach (var file in asker.AskStreamAsync(new ListRequest(Job, 1), Patience, Cancellation))
        {
            Assert.Equal(1, file.Number);
            break;
        }

        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await Wait.Until(() => lister.Asks.Withdrawn == 1 && lister.Consumed.Acked > 0);
        Assert.Equal((0, 0, 0), (lister.Consumed.Failed, lister.Consumed.DeadLettered, asker.Asks.Pending));
    }

    [Fact]
    public async Task A_worker_that_fails_midway_is_a_typed_end_and_is_not_begun_again()
    {
        int begun = 0;
        var lister = await StartListerAsync((request, context, cancellation) =>
        {
            _ = Interlocked.Increment(ref begun);
            return ListAsync(request, cancellation, static number => number == 3 ? throw new InvalidDataException("bad disk") : number);
        });
        var (parts, exception) = await ReadAsync(await StartAsync("asker"), Patience);
        Assert.Equal(2, parts);
        Assert.Equal((ReplyStatus.Failed, 2, RequestErrorCodes.HandlerFailed), (exception.Status, exception.Parts, exception.Error?.Code));
        await Wait.Until(() => lister.Consumed.DeadLettered == 1);
        Assert.Equal(1, begun);
    }

    [Fact]
    public async Task A_worker_says_what_is_wrong_midway()
    {
        _ = await StartListerAsync((request, _, cancellation) => ListAsync(request, cancellation, static number => number == 2 ? throw new RequestException("gone", "it was deleted") : number));
        var (parts, exception) = await ReadAsync(await StartAsync("asker"), Patience);
        Assert.Equal((1, new ReplyError("gone", "it was deleted", IsRetriable: false)), (parts, exception.Error));
    }

    [Fact]
    public async Task A_worker_that_stops_midway_is_a_typed_end()
    {
        var lister = await StartListerAsync((request, _, cancellation) => UntilCancelledAsync(request, new(), cancellation), TimeSpan.FromMilliseconds(200));
        var reading = ReadAsync(await StartAsync("asker"), Patience);
        _ = await EntriesAsync("listed_file");
        await lister.StopAsync(Cancellation);
        var (parts, exception) = await reading;
        Assert.Equal((1, ReplyStatus.Failed, RequestErrorCodes.Interrupted), (parts, exception.Status, exception.Error?.Code));
    }

    [Fact]
    public async Task A_worker_that_dies_midway_is_a_typed_end()
    {
        var asker = await StartAsync("asker");
        var reading = ReadAsync(asker, TimeSpan.FromSeconds(2));
        var (meta, _) = Assert.Single(await EntriesAsync("folder_list_request"));
        await PartAsync(meta.Id, 1);
        await PartAsync(meta.Id, 2);
        var (parts, exception) = await reading;
        Assert.Equal((2, ReplyStatus.TimedOut), (parts, exception.Status));
        Assert.Equal((1, 0), (asker.Asks.TimedOut, asker.Asks.Pending));
        _ = Assert.Single(await EntriesAsync("request_cancelled"));
    }

    [Fact]
    public async Task A_pod_that_begins_again_is_passed_over_and_a_part_that_is_missing_is_not()
    {
        var asker = await StartAsync("asker");
        var reading = ReadAsync(asker, Patience);
        var (meta, _) = Assert.Single(await EntriesAsync("folder_list_request"));
        await PartAsync(meta.Id, 1);
        await PartAsync(meta.Id, 1, "another");
        await PartAsync(meta.Id, 2, "another");
        await PartAsync(meta.Id, 1);
        await PartAsync(meta.Id, 2);
        await PartAsync(meta.Id, 4);
        var (parts, exception) = await reading;
        Assert.Equal((2, ReplyStatus.Malformed), (parts, exception.Status));
        Assert.Contains("which is not part 3", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, asker.Asks.Late);
    }

    [Fact]
    public async Task A_pod_that_does_not_run_asks_nobody()
    {
        var asker = await StartAsync("asker");
        await asker.StopAsync(Cancellation);
        var (parts, exception) = await ReadAsync(asker, Patience);
        Assert.Equal((0, ReplyStatus.Degraded), (parts, exception.Status));
    }

    private static async Task<(int Parts, IncompleteReplyException Exception)> ReadAsync(NikaPod asker, TimeSpan timeout)
    {
        int parts = 0;
        var exception = await Assert.ThrowsAsync<IncompleteReplyException>(async () =>
        {
            await foreach (var file in asker.AskStreamAsync(new ListRequest(Job, 10), timeout, Cancellation))
            {
                Assert.Equal(++parts, file.Number);
            }
        });
        return (parts, exception);
    }

    private static async IAsyncEnumerable<ListedFile> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellation, Func<int, int>? make = null)
    {
        for (int number = 1; number <= request.Count; number++)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            _ = make?.Invoke(number);
            yield return new ListedFile(request.JobId, number);
        }
    }

    private static async IAsyncEnumerable<ListedFile> UntilCancelledAsync(ListRequest request, TaskCompletionSource ended, [EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            yield return new ListedFile(request.JobId, 1);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private async Task<NikaPod> StartListerAsync(Func<ListRequest, MessageContext, CancellationToken, IAsyncEnumerable<ListedFile>> list, TimeSpan? stopTimeout = null)
    {
        var pod = await StartAsync("lister", builder => builder
            .AddHandler(_ => new Lister(list))
            .Configure(options => options.Consumer.StopTimeout = stopTimeout ?? options.Consumer.StopTimeout));
        await pod.FollowAsync(Job);
        return pod;
    }

    private Task PartAsync(Guid request, int number, string pod = "peer") => AppendToJobAsync(
        ("type", "listed_file"),
        ("NIKA_META", $$"""{"v":1,"id":"{{Guid.CreateVersion7()}}","ts":"2026-11-25T00:00:00.000000Z","type":"listed_file","schema":1,"pod":"{{pod}}","causation_id":"{{request}}"}"""),
        ("data", JsonSerializer.Serialize(new { job_id = "job-1", number = pod == "peer" ? number : -number })),
        ("kind", "result"),
        ("reply_to", request.ToString()),
        ("part", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}

public sealed class EmbeddedStreamTests() : StreamTests(new EmbeddedTestStore());

public sealed class RedisStreamTests() : StreamTests(new RedisTestStore());
