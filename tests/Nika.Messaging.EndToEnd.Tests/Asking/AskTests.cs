using System.Collections.Concurrent;
using System.Globalization;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>What asking promises, on every store.</summary>
public abstract class AskTests(ITestStore store) : AskingFixture(store)
{
    [Fact]
    public async Task One_pod_of_the_role_answers_within_the_conversation()
    {
        var handled = new ConcurrentQueue<(string Pod, string Folder)>();
        foreach (string name in (string[])["auditor-1", "auditor-2"])
        {
            _ = await StartAuditorAsync((request, _, _) => Handle(name, request), name);
        }

        var asker = await StartAsync("asker");
        for (int i = 0; i < 20; i++)
        {
            var reply = await asker.AskAsync(new AuditRequest(Job, $"folder-{i}"), Patience, Cancellation);
            Assert.Equal((ReplyStatus.Answered, i), (reply.Status, reply.Value?.Findings));
        }

        Assert.Equal(20, handled.Select(item => item.Folder).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, handled.Count);
        Assert.Equal((20, 20, 0), (asker.Asks.Asked, asker.Asks.Answered, asker.Asks.Pending));
        var requests = await EntriesAsync("folder_audit_request");
        var replies = await EntriesAsync("folder_audit_result");
        Assert.Equal(requests.Select(entry => entry.Meta.Id.ToString()).Order(), replies.Select(entry => entry.Meta.CausationId!).Order());
        Assert.All(replies, entry => Assert.Equal((entry.Meta.CausationId, "result"), (entry.Fields["reply_to"], entry.Fields["kind"])));
        Assert.All(replies, entry => Assert.Equal(entry.Meta.CausationId, entry.Meta.CorrelationId)); // the request began the conversation
        Assert.All(requests, entry => Assert.True(DateTimeOffset.Parse(entry.Fields["deadline"], CultureInfo.InvariantCulture) > entry.Meta.Timestamp));

        async ValueTask<AuditResult> Handle(string name, AuditRequest request)
        {
            await Task.Yield();
            handled.Enqueue((name, request.Folder));
            return new AuditResult(request.JobId, request.Folder, int.Parse(request.Folder["folder-".Length..], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Asking_within_a_handling_goes_on_with_its_conversation()
    {
        NikaPod? middle = null;
        var answered = new TaskCompletionSource<Reply<Approval>>(TaskCreationOptions.RunContinuationsAsynchronously);
        middle = await StartAuditorAsync(async (request, _, cancellation) =>
        {
            answered.SetResult(await middle!.AskAsync(new ApprovalRequest("good"), Patience, cancellation));
            return new AuditResult(request.JobId, request.Folder, 1);
        });
        _ = await StartAsync("alpha", builder => builder.AddHandler(_ => new Approver()));
        var asker = await StartAsync("asker");
        var seen = new ConcurrentQueue<NikaMeta>();
        var subscription = ReadAsync();

        Assert.True((await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation)).IsAnswered);
        Assert.True((await answered.Task).Value!.IsGiven);
        await subscription.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal((await RequestAsync()).ToString(), Assert.Single(seen).CorrelationId);

        async Task ReadAsync()
        {
            await foreach (var received in asker.SubscribeAsync(Approval.KeyFor(), Cancellation))
            {
                seen.Enqueue(received.Meta);
                return;
            }
        }
    }

    [Fact]
    public async Task Ten_thousand_ask_at_once()
    {
        _ = await StartAuditorAsync((request, _, _) => new(new AuditResult(request.JobId, request.Folder, 7)));
        var asker = await StartAsync("asker");
        var asks = Enumerable.Range(0, 10_000).Select(i => asker.AskAsync(new AuditRequest(Job, $"folder-{i}"), Patience, Cancellation).AsTask()).ToList();

        var replies = await Task.WhenAll(asks);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"folder-{i}"), replies.Select(reply => reply.Value?.Folder));
        Assert.Equal((10_000, 0), (asker.Asks.Answered, asker.Asks.Pending));
    }

    [Fact]
    public async Task No_reply_in_time_is_an_outcome_and_leaves_nothing_behind()
    {
        var asker = await StartAsync("asker");
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => asker.AskAsync(new AuditRequest(Job, $"folder-{i}"), TimeSpan.FromMilliseconds(50), Cancellation).AsTask()));

        Assert.All(replies, reply => Assert.Equal((ReplyStatus.TimedOut, null, null), (reply.Status, reply.Value, reply.Error)));
        Assert.Equal((500, 500, 0), (asker.Asks.Asked, asker.Asks.TimedOut, asker.Asks.Pending));
        Assert.Equal(0, asker.Conversations.PendingCount);
    }

    [Fact]
    public async Task No_more_wait_than_may()
    {
        var asker = await StartAsync("asker", builder => builder.Configure(options => options.Asking.MaxPending = 2));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var first = asker.AskAsync(new AuditRequest(Job, "1"), Patience, end.Token).AsTask();
        var second = asker.AskAsync(new AuditRequest(Job, "2"), Patience, end.Token).AsTask();
        await Wait.Until(() => asker.Asks.Asked == 2);

        Assert.Equal((ReplyStatus.Refused, "2 requests are waiting already"), await OutcomeAsync());
        await end.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(ReplyStatus.TimedOut, (await OutcomeAsync()).Status);

        async Task<(ReplyStatus Status, string? Reason)> OutcomeAsync()
        {
            var reply = await asker.AskAsync(new AuditRequest(Job, "3"), TimeSpan.FromMilliseconds(20), Cancellation);
            return (reply.Status, reply.Reason);
        }
    }

    [Fact]
    public async Task What_nobody_can_be_asked_is_refused()
    {
        var asker = await StartAsync("asker");
        var reply = await asker.AskAsync(new AuditRequest(default, "src"), Patience, Cancellation);
        Assert.Equal((ReplyStatus.Refused, Guid.Empty), (reply.Status, reply.RequestId));
        reply = await asker.AskAsync(new AuditRequest(Job, new string('x', 600_000)), Patience, Cancellation);
        Assert.Equal(ReplyStatus.Refused, reply.Status);
        Assert.Contains("524,288", reply.Reason, StringComparison.Ordinal);
        Assert.Equal((0, 0), (asker.Asks.Asked, asker.Asks.Pending));
        _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await asker.AskAsync(new AuditRequest(Job, "src"), TimeSpan.Zero, Cancellation));
    }

    [Fact]
    public async Task A_pod_that_does_not_run_asks_nobody()
    {
        var asker = await StartAsync("asker");
        await asker.StopAsync(Cancellation);
        Assert.Equal((ReplyStatus.Degraded, "the pod is not running"), await OutcomeAsync());

        async Task<(ReplyStatus Status, string? Reason)> OutcomeAsync()
        {
            var reply = await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation);
            return (reply.Status, reply.Reason);
        }
    }

    [Fact]
    public async Task Stopping_ends_what_waits()
    {
        var asker = await StartAsync("asker");
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation).AsTask();
        await Wait.Until(() => asker.Asks.Asked == 1);
        await asker.StopAsync(Cancellation);
        Assert.Equal(ReplyStatus.Degraded, (await asking).Status);
    }
}

public sealed class EmbeddedAskTests() : AskTests(new EmbeddedTestStore());

public sealed class RedisAskTests() : AskTests(new RedisTestStore());
