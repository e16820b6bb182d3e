using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Asking;

/// <summary>Which replies count, and as what.</summary>
public abstract class ReplyTests(ITestStore store) : AskingFixture(store)
{
    private const string Result = """{"job_id":"job-1","folder":"src","findings":3}""";

    [Fact]
    public async Task The_first_reply_counts_and_a_second_is_counted_and_passed_over()
    {
        var (asker, asking, id) = await AskAsync();
        await ReplyAsync(id, "folder_audit_result", Result);
        await ReplyAsync(id, "folder_audit_result", Result.Replace('3', '4'));
        Assert.Equal(3, (await asking).Value!.Findings);
        await Wait.Until(() => asker.Asks.Late == 1);
        Assert.Equal((1, 0), (asker.Asks.Answered, asker.Asks.Pending));
    }

    [Fact]
    public async Task A_reply_that_comes_too_late_is_counted_and_passed_over()
    {
        var asker = await StartAsync("asker");
        var reply = await asker.AskAsync(new AuditRequest(Job, "src"), TimeSpan.FromMilliseconds(20), Cancellation);
        Assert.Equal(ReplyStatus.TimedOut, reply.Status);
        await ReplyAsync(reply.RequestId, "folder_audit_result", Result);
        await Wait.Until(() => asker.Asks.Late == 1);
    }

    [Fact]
    public async Task A_reply_of_another_type_is_an_outcome()
    {
        var (asker, asking, id) = await AskAsync();
        await ReplyAsync(id, "something_else", "{}");
        var reply = await asking;
        Assert.Equal((ReplyStatus.Malformed, "peer replied with something_else, not with folder_audit_result"), (reply.Status, reply.Reason));
        Assert.Equal(1, asker.Asks.Failed);
    }

    [Fact]
    public async Task A_reply_that_cannot_be_read_is_an_outcome()
    {
        var (_, asking, id) = await AskAsync();
        await ReplyAsync(id, "folder_audit_result", """{"job_id":"job-1","folder":"src","findings":"many"}""");
        var reply = await asking;
        Assert.Equal(ReplyStatus.Malformed, reply.Status);
        Assert.Contains("findings", reply.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_ones_own_is_a_failure()
    {
        var (_, asking, id) = await AskAsync();
        await ReplyAsync(id, "disk_full", "{}", kind: "error");
        var reply = await asking;
        Assert.Equal((ReplyStatus.Failed, "disk_full"), (reply.Status, reply.Error?.Code));
    }

    [Fact]
    public async Task What_is_caused_by_the_request_and_of_its_replys_type_is_a_reply_and_the_rest_is_not()
    {
        var (asker, asking, id) = await AskAsync();
        await ReplyAsync(Guid.CreateVersion7(), "folder_audit_result", Result.Replace('3', '5'), isMarked: false);
        await ReplyAsync(id, "something_found_on_the_way", "{}", isMarked: false);
        await ReplyAsync(id, "folder_audit_result", Result, kind: "signal", isMarked: false);
        await ReplyAsync(id, "folder_audit_result", Result.Replace('3', '4'), isMarked: false);
        Assert.Equal(4, (await asking).Value!.Findings);
        Assert.Equal(0, asker.Asks.Late);
    }

    [Fact]
    public async Task What_names_no_request_or_has_no_envelope_is_nobodys_reply()
    {
        var (_, asking, id) = await AskAsync();
        foreach (string replyTo in (string[])["", "nobody", Guid.CreateVersion7().ToString()])
        {
            await AppendToJobAsync(("type", "folder_audit_result"), ("NIKA_META", "{}"), ("data", Result), ("kind", "result"), ("reply_to", replyTo));
        }

        await AppendToJobAsync(("type", "folder_audit_result"), ("NIKA_META", "{}"), ("data", Result), ("kind", "result"), ("reply_to", id.ToString()));
        await AppendToJobAsync(("kind", "result"), ("reply_to", id.ToString()));
        await ReplyAsync(id, "folder_audit_result", Result);
        Assert.Equal(3, (await asking).Value!.Findings);
    }

    [Fact]
    public async Task A_handler_may_publish_its_reply_itself()
    {
        NikaPod? auditor = null;
        auditor = await StartAsync("auditor", builder => builder.AddHandler(_ => new PlainAuditor(request => auditor!.Publish(new AuditResult(request.JobId, request.Folder, 9)))));
        await auditor.FollowAsync(Job);
        var asker = await StartAsync("asker");
        Assert.Equal(9, (await asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation)).Value!.Findings);
    }

    private async Task<(NikaPod Asker, Task<Reply<AuditResult>> Asking, Guid Id)> AskAsync()
    {
        var asker = await StartAsync("asker");
        var asking = asker.AskAsync(new AuditRequest(Job, "src"), Patience, Cancellation).AsTask();
        return (asker, asking, await RequestAsync());
    }
}

public sealed class EmbeddedReplyTests() : ReplyTests(new EmbeddedTestStore());

public sealed class RedisReplyTests() : ReplyTests(new RedisTestStore());
