using Nika.Messaging.Consuming;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>What becomes of requests where they are handled.</summary>
public abstract class WorkerTests(ITestStore store) : AskingFixture(store)
{
    [Fact]
    public async Task A_handler_that_goes_on_failing_is_an_error_after_the_last_delivery()
    {
        int deliveries = 0;
        var auditor = await StartAuditorAsync((_, _, _) =>
        {
            _ = Interlocked.Increment(ref deliveries);
            throw new InvalidDataException("no such folder");
        });
        var asker = await StartAsync("asker");
        var reply = await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation);

        Assert.Equal((ReplyStatus.Failed, new ReplyError(RequestErrorCodes.HandlerFailed, "InvalidDataException: no such folder", IsRetriable: true)), (reply.Status, reply.Error));
        Assert.Equal(5, deliveries);
        await Wait.Until(() => auditor.Consumed is { DeadLettered: 1, Acked: > 0 });
    }

    [Fact]
    public async Task A_handler_fails_for_good_when_nobody_would_wait_for_the_next_delivery()
    {
        _ = await StartAsync("auditor", builder => builder
            .AddHandler(_ => new Auditor((_, _, _) => throw new InvalidDataException("no such folder")))
            .Configure(options => options.Consumer.ClaimIdle = Patience * 2));
        await Pods[0].FollowAsync(Job);
        var asker = await StartAsync("asker");
        Assert.Equal(ReplyStatus.Failed, (await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation)).Status);
    }

    [Fact]
    public async Task A_handler_that_failed_once_may_answer_the_next_time()
    {
        _ = await StartAuditorAsync((request, context, _) => context.Attempt == 1
            ? throw new InvalidDataException("not yet")
            : new(new AuditResult(request.JobId, request.Folder, (int)context.Attempt)));
        var asker = await StartAsync("asker");
        Assert.Equal(2, (await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation)).Value?.Findings);
    }

    [Fact]
    public async Task A_handler_says_what_is_wrong_and_is_not_asked_again()
    {
        var auditor = await StartAuditorAsync((_, _, _) => throw new RequestException("not_found", "no such folder"));
        var asker = await StartAsync("asker");
        var reply = await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation);

        Assert.Equal((ReplyStatus.Failed, new ReplyError("not_found", "no such folder", IsRetriable: false)), (reply.Status, reply.Error));
        Assert.Equal("Failed: not_found: no such folder", reply.ToString());
        await Wait.Until(() => auditor.Consumed.Handled == 1);
        Assert.Equal((0, 0), (auditor.Consumed.Failed, auditor.Consumed.DeadLettered));
    }

    [Fact]
    public async Task A_reply_for_another_job_is_an_error()
    {
        _ = await StartAuditorAsync((request, _, _) => new(new AuditResult(new("job-2"), request.Folder, 1)));
        var asker = await StartAsync("asker");
        var reply = await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation);
        Assert.Equal((ReplyStatus.Failed, RequestErrorCodes.ReplyRefused), (reply.Status, reply.Error?.Code));
        Assert.Contains("nika:ipc:job-2", reply.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Giving_up_cancels_the_handler()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var auditor = await StartAuditorAsync(async (request, context, cancellation) =>
        {
            Assert.NotNull(context.Deadline);
            begun.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return new AuditResult(request.JobId, request.Folder, 1);
            }
            finally
            {
                ended.SetResult();
            }
        });
        var asker = await StartAsync("asker");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, end.Token).AsTask();
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);

        await end.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await NothingIsPendingAsync(auditor);
        Assert.Equal(1, auditor.Asks.Withdrawn);
        Assert.Equal((0, 0, 0), (auditor.Consumed.Failed, auditor.Consumed.DeadLettered, auditor.Consumed.Handled));
        Assert.Equal(0, asker.Asks.Pending);
    }

    [Fact]
    public async Task What_was_cancelled_before_it_was_begun_is_not_begun()
    {
        var asker = await StartAsync("asker");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, end.Token).AsTask();
        await Wait.Until(() => asker.Asks.Asked == 1);
        await end.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Wait.Until(() => asker.Account.InFlight == 0);

        // Whoever takes it reads of the cancellation before the handler is called, or while it waits.
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var auditor = await StartAsync("auditor", builder => builder.AddHandler(_ => new Auditor(async (request, _, cancellation) =>
        {
            await open.Task.WaitAsync(cancellation);
            return new AuditResult(request.JobId, request.Folder, 1);
        })));
        await auditor.FollowAsync(Job);
        await Wait.Until(() => auditor.Asks.Withdrawn == 1);
        await NothingIsPendingAsync(auditor);
        Assert.Equal(0, auditor.Consumed.Handled);
        Assert.Equal(0, await CountAsync("folder_audit_result"));
    }

    [Fact]
    public async Task A_cancellation_that_is_read_before_its_request_counts()
    {
        var auditor = await StartAsync("auditor");
        var asker = await StartAsync("asker");
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), TimeSpan.FromSeconds(20), Cancellation).AsTask();
        await Wait.Until(() => asker.Asks.Asked == 1);
        var batch = new EntryBatch();
        await (await RawAsync()).RangeAsync("nika:ipc:job-1", StreamId.Zero, StreamId.Max, 1, batch, Cancellation);
        var request = new ReceivedEntry();
        request.CopyFrom(batch[0]);
        Assert.Null(request.ReadEnvelope());

        var running = auditor.Conversations.Running;
        using var clock = new HandlingClock(TimeProvider.System, (_, _) => { });
        Assert.True(running.TryBegin(request, clock));
        running.End(request, clock);
        running.Cancel(request.Meta.Id);
        Assert.False(running.TryBegin(request, clock));
        Assert.Equal(1, auditor.Asks.Withdrawn);
        await asker.StopAsync(Cancellation);
        Assert.Equal(ReplyStatus.Degraded, (await asking).Status);
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_begun()
    {
        var asker = await StartAsync("asker");
        var patience = TimeSpan.FromMilliseconds(20);
        Assert.Equal(ReplyStatus.TimedOut, (await asker.AskAsync(new AuditRequest(Job, "src"), patience, Cancellation)).Status);

        // A timer may be some milliseconds early, and a pod is quickly there.
        var past = TimeProvider.System.GetUtcNow() + patience;
        await Wait.Until(() => TimeProvider.System.GetUtcNow() > past);
        bool isBegun = false;
        var auditor = await StartAuditorAsync((request, _, _) =>
        {
            isBegun = true;
            return new(new AuditResult(request.JobId, request.Folder, 1));
        });

        await Wait.Until(() => auditor.Asks.Expired == 1);
        await NothingIsPendingAsync(auditor);
        Assert.False(isBegun);
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_is_an_error()
    {
        var auditor = await StartAuditorAsync((request, _, _) => new(new AuditResult(request.JobId, request.Folder, 1)));
        var id = Guid.CreateVersion7();
        await AppendToJobAsync(
            ("type", "folder_audit_request"),
            ("NIKA_META", $$"""{"v":1,"id":"{{id}}","ts":"2026-11-25T00:00:00.000000Z","type":"folder_audit_request","schema":1,"pod":"peer"}"""),
            ("data", "{}"),
            ("kind", "request"));

        var (meta, fields) = Assert.Single(await EntriesAsync("request_failed"));
        Assert.Equal((id.ToString(), id.ToString(), "error"), (meta.CausationId, fields["reply_to"], fields["kind"]));
        Assert.Contains("\"code\":\"unreadable\"", fields["data"], StringComparison.Ordinal);
        await Wait.Until(() => auditor.Consumed.DeadLettered == 1);
    }

    private static Task NothingIsPendingAsync(NikaPod pod) => Wait.Until(
        async () => (await pod.GroupsAsync()).All(static group => group is { Pending: 0, Lag: 0 }), TimeSpan.FromMinutes(1), "nothing is pending");
}

public sealed class EmbeddedWorkerTests() : WorkerTests(new EmbeddedTestStore());

public sealed class RedisWorkerTests() : WorkerTests(new RedisTestStore());
