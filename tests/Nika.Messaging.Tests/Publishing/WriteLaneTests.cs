using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Who waits for a write hears of it once, by its end, the deadline or the caller's token, and never of another write.</summary>
public sealed class WriteLaneTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(200);
    private readonly ManualTimeProvider clock = new();
    private readonly PublishCompletionPool pool = new();
    private readonly ReportedWrites reports = new();
    private readonly WriteLane lane;

    public WriteLaneTests()
    {
        lane = new WriteLane("test", static () => { }, reports, new LaneOptions { ReplyDeadline = Deadline, RetentionBytes = 4096, RetentionWrites = 64 }, clock, NullLogger.Instance);
        lane.Up(0);
    }

    public void Dispose() => lane.Dispose();

    [Fact]
    public async Task The_caller_of_a_delivered_write_hears_so()
    {
        var (id, _, waiting) = Queue();
        Assert.True(lane.TryTake(out long sequence));
        Assert.False(waiting.IsCompleted);
        lane.Delivered(sequence, default);

        Assert.True(waiting.IsCompleted);
        Assert.Equal(new PublishResult(PublishStatus.Delivered, id, null), await waiting);
    }

    [Fact]
    public void A_write_taken_with_others_waits_since_they_were_taken()
    {
        _ = Queue();
        long taken = clock.GetTimestamp();
        clock.Advance(Deadline / 2);
        Assert.True(lane.TryTake(taken, out long sequence));
        Assert.Equal(Deadline / 2, lane.OldestUnanswered);

        lane.Delivered(sequence, default);
        Assert.Null(lane.OldestUnanswered);
    }

    [Fact]
    public async Task The_caller_of_a_failed_write_hears_why()
    {
        var (id, _, waiting) = Queue();
        Assert.True(lane.TryTake(out long sequence));
        lane.Failed(sequence, WriteFailure.Rejected, "out of memory");

        Assert.Equal(new PublishResult(PublishStatus.Degraded, id, "out of memory"), await waiting);
    }

    [Fact]
    public async Task When_the_lane_goes_down_all_callers_hear_so_at_once()
    {
        var sent = Queue();
        Assert.True(lane.TryTake(out _));
        var queued = Queue();
        lane.Down("connection lost");

        Assert.True(sent.Waiting.IsCompleted && queued.Waiting.IsCompleted);
        Assert.Equal(new PublishResult(PublishStatus.Degraded, sent.Id, "connection lost"), await sent.Waiting);
        Assert.Equal(new PublishResult(PublishStatus.Degraded, queued.Id, "connection lost"), await queued.Waiting);
        Assert.Equal([WriteFailure.Unknown, WriteFailure.NotSent], reports.All.Select(static report => report.Failure));
    }

    [Fact]
    public void A_lane_that_goes_down_is_not_up_for_whoever_hears_of_a_write_that_may_be_stored()
    {
        _ = Queue();
        Assert.True(lane.TryTake(out _));
        _ = Queue();
        List<bool> wasUp = [];
        reports.OnReport = () => wasUp.Add(lane.IsUp);
        lane.Down("connection lost");

        // Who looked for it now would look past a lost connection whose bytes may still arrive.
        Assert.Equal([false, false], wasUp);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_the_deadline_the_caller_hears_of_a_degraded_write_that_may_still_be_delivered(bool wasSent)
    {
        var (id, _, waiting) = Queue();
        if (wasSent)
        {
            Assert.True(lane.TryTake(out _));
        }

        clock.Advance(Deadline - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(waiting.IsCompleted);
        var result = await waiting;
        Assert.Equal((PublishStatus.Degraded, id), (result.Status, result.Id));
        Assert.Contains("deadline", result.Reason, StringComparison.Ordinal);
        Assert.Empty(reports.All);

        Assert.True(wasSent || lane.TryTake(out _));
        lane.Delivered(0, default);
        Assert.Equal((id, null), Assert.Single(reports.All.Select(static report => (report.Id, report.Failure))));
    }

    [Fact]
    public async Task Nobody_gives_up_before_the_deadline_or_waits_a_quarter_longer()
    {
        var waiting = new List<(TimeSpan Since, ValueTask<PublishResult> Result)>();
        var now = TimeSpan.Zero;
        while (now < Deadline * 3)
        {
            if (now < Deadline)
            {
                waiting.Add((now, Queue().Waiting));
            }

            now += TimeSpan.FromMilliseconds(7);
            clock.Advance(TimeSpan.FromMilliseconds(7));
            foreach (var (since, result) in waiting)
            {
                Assert.False(result.IsCompleted && now - since < Deadline, $"Gave up after {now - since}.");
                Assert.True(result.IsCompleted || now - since < Deadline * 1.25, $"Waits since {now - since}.");
            }
        }

        foreach (var (_, result) in waiting)
        {
            Assert.Equal(PublishStatus.Degraded, (await result).Status);
        }
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_waiting_and_not_the_write()
    {
        using var source = new CancellationTokenSource();
        var (id, completion, waiting) = Queue();
        completion.CancelWith(source.Token);
        Assert.False(waiting.IsCompleted);
        await source.CancelAsync();

        Assert.True(waiting.IsCompleted);
        var exception = await Assert.ThrowsAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.True(lane.TryTake(out long sequence));
        lane.Delivered(sequence, default);
        Assert.Equal(id, Assert.Single(reports.All).Id);
    }

    [Fact]
    public async Task A_token_cancelled_after_the_end_changes_nothing()
    {
        using var source = new CancellationTokenSource();
        var (id, completion, waiting) = Queue();
        completion.CancelWith(source.Token);
        Assert.True(lane.TryTake(out long sequence));
        lane.Delivered(sequence, default);
        await source.CancelAsync();

        Assert.Equal(new PublishResult(PublishStatus.Delivered, id, null), await waiting);
    }

    [Fact]
    public async Task A_reply_past_the_deadline_does_not_complete_the_next_use_of_the_object()
    {
        var late = Queue();
        clock.Advance(Deadline);
        Assert.Equal(PublishStatus.Degraded, (await late.Waiting).Status);
        var second = Queue();
        Assert.Same(late.Completion, second.Completion);

        Assert.True(lane.TryTake(out long first));
        lane.Delivered(first, default);
        Assert.False(second.Waiting.IsCompleted);
        Assert.True(lane.TryTake(out long next));
        lane.Delivered(next, default);
        Assert.Equal(new PublishResult(PublishStatus.Delivered, second.Id, null), await second.Waiting);
    }

    [Fact]
    public async Task A_token_of_an_earlier_use_does_not_cancel_the_next()
    {
        using var source = new CancellationTokenSource();
        var first = Queue();
        first.Completion.CancelWith(source.Token);
        Assert.True(lane.TryTake(out long sequence));
        lane.Delivered(sequence, default);
        Assert.Equal(PublishStatus.Delivered, (await first.Waiting).Status);

        var second = Queue();
        Assert.Same(first.Completion, second.Completion);
        await source.CancelAsync();
        Assert.False(second.Waiting.IsCompleted);
    }

    [Fact]
    public async Task A_result_taken_too_early_or_twice_is_an_error_of_its_caller_alone()
    {
        var (id, completion, waiting) = Queue();
        Assert.Throws<InvalidOperationException>(() => waiting.GetAwaiter().GetResult());
        Assert.True(lane.TryTake(out long sequence));
        lane.Delivered(sequence, default);
        Assert.Equal(new PublishResult(PublishStatus.Delivered, id, null), await waiting);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await waiting);

        // It went back into the pool once.
        Assert.Same(completion, pool.Rent());
        Assert.NotSame(completion, pool.Rent());
    }

    private (Guid Id, PublishCompletion Completion, ValueTask<PublishResult> Waiting) Queue()
    {
        var id = Guid.NewGuid();
        var completion = pool.Rent();
        var waiting = completion.Task;
        Assert.Null(lane.TryAdd(TestWrites.Header(id), [1, 2, 3], completion));
        return (id, completion, waiting);
    }
}
