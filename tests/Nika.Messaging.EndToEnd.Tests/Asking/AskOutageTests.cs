using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Asking while Redis dies, stalls and comes back.</summary>
public sealed class AskOutageTests() : AskingFixture(new RedisTestStore("--appendonly", "yes", "--appendfsync", "always"))
{
    private RedisServer Server => ((RedisTestStore)TestStore).Server;

    [Fact]
    public async Task An_outage_is_an_outcome_and_afterwards_it_goes_on()
    {
        _ = await StartAuditorAsync((request, _, _) => new(new AuditResult(request.JobId, request.Folder, 1)));
        var asker = await StartAsync("asker");
        Assert.True((await asker.AskAsync(new AuditRequest(Job, "before"), Patience, Cancellation)).IsAnswered);

        Server.Kill();
        await Wait.Until(() => !asker.Gates[0].IsOpen);
        Assert.Equal(ReplyStatus.Degraded, (await asker.AskAsync(new AuditRequest(Job, "during"), Patience, Cancellation)).Status);
        Assert.Equal(ReplyStatus.Degraded, (await asker.AskAsync(new AuditRequest(new("job-2"), "during"), Patience, Cancellation)).Status);
        Assert.Equal(0, asker.Asks.Pending);

        Server.Restart();
        await Wait.Until(async () => (await asker.AskAsync(new AuditRequest(Job, "after"), Patience, Cancellation)).IsAnswered, Patience, "an answer");
    }

    [Fact]
    public async Task A_reply_made_during_an_outage_arrives_after_it()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var auditor = await StartAuditorAsync(async (request, _, _) =>
        {
            begun.TrySetResult();
            await go.Task;
            return new AuditResult(request.JobId, request.Folder, 1);
        });
        var asker = await StartAsync("asker");
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation).AsTask();
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Server.Kill();
        await Wait.Until(() => !auditor.Gates[0].IsOpen);
        go.SetResult();
        await Wait.Until(() => auditor.Account.Logged == 1);
        Server.Restart();
        Assert.Equal(1, (await asking).Value?.Findings);
    }

    [Fact]
    public async Task What_a_dead_pod_was_asked_another_answers()
    {
        var asker = await StartAsync("asker");
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation).AsTask();
        await Wait.Until(() => asker.Asks.Asked == 1);

        // A consumer that reads the request and is never heard of again.
        var dead = (await RawAsync()).OpenGroup("role:auditor", "dead");
        dead.Add("nika:ipc:job-1", TimeSpan.FromHours(2));
        await dead.ReadAsync(new(), 10, Cancellation);
        await dead.DisposeAsync();
        var seen = new ConcurrentQueue<long>();
        _ = await StartAuditorAsync((request, context, _) =>
        {
            seen.Enqueue(context.Attempt);
            return new(new AuditResult(request.JobId, request.Folder, 1));
        });

        Assert.True((await asking).IsAnswered);
        Assert.Equal([2L], seen);
    }
}
