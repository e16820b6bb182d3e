using System.Collections.Concurrent;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

/// <summary>What consuming promises, on every store.</summary>
public abstract class ConsumingTests(ITestStore store) : ConsumingFixture(store)
{
    // Blocks a handler until it is released, and beyond the wait that would then fail; not for ever.
    private static readonly TimeSpan LongerThanAnyWait = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Each_created_entity_reaches_exactly_one_worker_and_the_rest_is_skipped()
    {
        // Nobody finishes the first before all are busy: whoever has no slot free leaves the next to another.
        var seen = new ConcurrentQueue<(string Worker, string Entity)>();
        var allBusy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (string name in (string[])["w1", "w2", "w3"])
        {
            _ = await StartAsync(name, builder => builder.AddHandler(_ => new RecordingWorker((change, _) =>
            {
                seen.Enqueue((name, change.EntityId.Value));
                if (seen.Select(item => item.Worker).Distinct(StringComparer.Ordinal).Count() == 3)
                {
                    allBusy.TrySetResult();
                }

                return allBusy.Task.WaitAsync(TimeSpan.FromMinutes(1));
            })));
        }

        var alpha = await StartAsync("alpha");
        for (int i = 0; i < 300; i++)
        {
            var entity = new EntityId($"task-{i}");
            Assert.Equal(PublishStatus.Delivered, (await alpha.PublishAsync(new JobChanged(entity, EntityStatus.Created, "new"))).Status);
            Assert.Equal(PublishStatus.Delivered, (await alpha.PublishAsync(new JobChanged(entity, EntityStatus.Started, "begun"))).Status);
        }

        await Wait.Until(() => seen.Count >= 300);
        await Wait.Until(() => Pods.Sum(pod => pod.Consumed.Acked) == 600);
        Assert.Equal(300, seen.Count);
        Assert.Equal(300, seen.Select(item => item.Entity).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, seen.Select(item => item.Worker).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Alpha_sees_only_significant_transitions_but_acks_everything()
    {
        var seen = new ConcurrentQueue<EntityStatus>();
        var alpha = await StartAsync("alpha", builder => builder.AddHandler(_ => new RecordingOrchestrator(change => seen.Enqueue(change.Status))));
        foreach (var status in Enum.GetValues<EntityStatus>())
        {
            _ = alpha.Publish(new JobChanged(new("root-1"), status, "so it goes"));
        }

        await Wait.Until(() => alpha.Consumed.Acked == 6);
        Assert.Equal([EntityStatus.Created, EntityStatus.Completed, EntityStatus.Failed, EntityStatus.Cancelled], seen);
    }

    [Fact]
    public async Task A_failing_handler_gets_the_message_again_and_the_fifth_failure_is_a_dead_letter()
    {
        var attempts = new ConcurrentQueue<long>();
        var log = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder.AddFilter(_ => new RecordingFilter("filter", log)).AddHandler(_ => new RecordingWorker((_, context) =>
        {
            attempts.Enqueue(context.Attempt);
            throw new InvalidOperationException("not today");
        })));
        _ = await StartAsync("m1", builder => builder.AddHandler(_ => new TransitionMonitor()));

        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"));

        await Wait.Until(() => pod.Consumed.DeadLettered == 1);
        Assert.Equal([1, 2, 3, 4, 5], attempts);
        var letter = Assert.Single(await DeadLettersAsync());
        Assert.Equal("job_changed", letter["type"]);
        Assert.Equal("5", letter["attempts"]);
        Assert.Equal("InvalidOperationException: not today", letter["error"]);
        Assert.Contains("\"stream\":\"nika:feed:entities\"", letter["origin"], StringComparison.Ordinal);
        Assert.Contains("\"group\":\"cg:worker\"", letter["origin"], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat<string[]>(["before filter", "error filter: not today"], 5).SelectMany(line => line), log);
    }

    [Theory]
    [InlineData("no type", "the entry has no field 'type'")]
    [InlineData("no meta", "the entry has no field 'NIKA_META'")]
    [InlineData("broken meta", "NIKA_META: ")]
    [InlineData("broken json", "data: ")]
    [InlineData("wrong kind", "data: ")]
    [InlineData("missing member", "summary")]
    [InlineData("trailing", "data: ")]
    [InlineData("bad id", "entity_id")]
    [InlineData("nesting", "data: ")]
    public async Task Garbage_goes_to_the_dead_letters_with_its_reason_and_the_consumer_goes_on(string garbage, string reason)
    {
        var seen = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder.AddHandler(_ => new RecordingWorker((change, _) =>
        {
            seen.Enqueue(change.EntityId.Value);
            return Task.CompletedTask;
        })));
        const string Meta = """{"v":1,"id":"0198c0de-0000-7000-8000-000000000001","ts":"2026-11-23T00:00:00.000000Z","type":"job_changed","schema":1,"pod":"stranger","entity_id":"task-x","status":"created"}""";
        const string Data = """{"entity_id":"task-x","status":"created","summary":"new","job_id":null}""";
        await AppendAsync(garbage switch
        {
            "no type" => [("NIKA_META", Meta), ("data", Data)],
            "no meta" => [("type", "job_changed"), ("data", Data)],
            "broken meta" => [("type", "job_changed"), ("NIKA_META", Meta[..40]), ("data", Data)],
            "broken json" => [("type", "job_changed"), ("NIKA_META", Meta), ("data", Data[..30])],
            "wrong kind" => [("type", "job_changed"), ("NIKA_META", Meta), ("data", Data.Replace("\"new\"", "17", StringComparison.Ordinal))],
            "missing member" => [("type", "job_changed"), ("NIKA_META", Meta), ("data", """{"entity_id":"task-x","status":"created"}""")],
            "trailing" => [("type", "job_changed"), ("NIKA_META", Meta), ("data", Data + "{}")],
            "bad id" => [("type", "job_changed"), ("NIKA_META", Meta), ("data", Data.Replace("task-x", "../task", StringComparison.Ordinal))],
            _ => [("type", "job_changed"), ("NIKA_META", Meta), ("data", """{"entity_id":""" + new string('[', 1024 * 1024))],
        });
        _ = await pod.PublishAsync(new JobChanged(new("task-2"), EntityStatus.Created, "new"));

        await Wait.Until(() => seen.Contains("task-2") && pod.Consumed.DeadLettered == 1);
        await Wait.Until(() => pod.Consumed.Acked >= 2);
        var letter = Assert.Single(await DeadLettersAsync());
        Assert.Contains(reason, letter["error"], StringComparison.Ordinal);
        Assert.Equal("1", letter["attempts"]);
        Assert.Equal(["task-2"], seen);
    }

    [Fact]
    public async Task A_message_among_the_dead_letters_fails_its_entity_for_those_who_wait()
    {
        var seen = new ConcurrentQueue<EntityTransition>();
        _ = await StartAsync("alpha", builder => builder.AddHandler(_ => new TransitionMonitor(seen.Enqueue)));
        var worker = await StartAsync("w1", builder => builder
            .AddHandler(_ => new TransitionWorker())
            .Configure(options => options.Consumer.MaxDeliveries = 1));

        _ = worker.Publish(new EntityTransition(new("task-9"), EntityKind.Task, EntityStatus.Created, "new", ParentId: new EntityId("job-9"), RootId: new EntityId("proj-9")));

        await Wait.Until(() => seen.Any(transition => transition.Status == EntityStatus.Failed));
        var failed = seen.Single(transition => transition.Status == EntityStatus.Failed);
        Assert.Equal(new EntityId("task-9"), failed.EntityId);
        Assert.Equal(new EntityId("job-9"), failed.ParentId);
        Assert.Contains("dead-lettered", failed.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Followers_see_a_jobs_signals_from_when_they_follow_it()
    {
        var seen = new ConcurrentQueue<int>();
        var alpha = await StartAsync("alpha", builder => builder.AddHandler(_ => new ResultFollower(result => seen.Enqueue(result.Step))));
        var worker = await StartAsync("w1");
        var (one, other) = (new JobId("job-1"), new JobId("job-2"));

        _ = await worker.PublishAsync(new StepResult(one, 1, "before"));
        await alpha.FollowAsync(one);
        _ = await worker.PublishAsync(new StepResult(one, 2, "after"));
        _ = await worker.PublishAsync(new StepResult(other, 3, "elsewhere"));
        await Wait.Until(() => seen.Contains(2));

        // While the read is blocked, the set of keys changes.
        await alpha.FollowAsync(other);
        _ = await worker.PublishAsync(new StepResult(other, 4, "now here"));
        await Wait.Until(() => seen.Contains(4));
        alpha.Unfollow(one);
        _ = await worker.PublishAsync(new StepResult(one, 5, "unheard"));
        _ = await worker.PublishAsync(new StepResult(other, 6, "last"));
        await Wait.Until(() => seen.Contains(6));
        Assert.Equal([2, 4, 6], seen);
    }

    [Fact]
    public async Task A_subscription_reads_from_the_beginning_and_ends_when_cancelled()
    {
        var pod = await StartAsync("p1");
        var job = new JobId("job-1");
        for (int i = 0; i < 100; i++)
        {
            _ = await pod.PublishAsync(new StepResult(job, i, "step"));
        }

        using var stop = new CancellationTokenSource();
        var steps = new List<int>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var received in pod.SubscribeAsync(StepResult.KeyFor(job), stop.Token))
            {
                steps.Add(received.Message.Step);
                Assert.Equal(job, received.Meta.JobId);
                if (steps.Count == 100)
                {
                    await stop.CancelAsync();
                }
            }
        });
        Assert.Equal(Enumerable.Range(0, 100), steps);
    }

    [Fact]
    public async Task Filters_run_around_the_handler_and_what_it_publishes_is_caused_by_its_message()
    {
        var log = new ConcurrentQueue<string>();
        var pod = await StartAsync("w1", builder => builder
            .AddFilter(_ => new RecordingFilter("outer", log))
            .AddFilter(_ => new RecordingFilter("inner", log))
            .AddHandler(services => new EchoWorker((INika)services.GetService(typeof(INika))!)));
        var cause = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new", new JobId("job-1")));

        await Wait.Until(() => log.Count == 4);
        Assert.Equal(["before outer", "before inner", "after inner", "after outer"], log);
        await foreach (var received in pod.SubscribeAsync(StepResult.KeyFor(new("job-1")), TestContext.Current.CancellationToken))
        {
            Assert.Equal(cause.Id.ToString(), received.Meta.CausationId);
            Assert.Equal(cause.Id.ToString(), received.Meta.CorrelationId);
            Assert.Equal(new EntityId("task-1"), received.Meta.EntityId);
            Assert.Equal("hooks", received.Meta.Domain);
            break;
        }
    }

    [Fact]
    public async Task A_handler_can_do_without_the_ambient_message()
    {
        var pod = await StartAsync("w1", builder => builder.AddHandler(services => new SilentWorker((INika)services.GetService(typeof(INika))!)));
        _ = await pod.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new", new JobId("job-1")));

        await foreach (var received in pod.SubscribeAsync(StepResult.KeyFor(new("job-1")), TestContext.Current.CancellationToken))
        {
            Assert.Equal((null, null, null), (received.Meta.CausationId, received.Meta.CorrelationId, received.Meta.EntityId));
            break;
        }
    }

    [Fact]
    public async Task A_handler_that_blocks_its_thread_holds_up_neither_the_reading_nor_the_other_handlers()
    {
        var seen = new ConcurrentQueue<string>();
        using var release = new ManualResetEventSlim();
        var pod = await StartAsync("w1", builder => builder
            .AddHandler(_ => new FourAtATimeWorker((change, _, _) =>
            {
                seen.Enqueue(change.EntityId.Value);
                release.Wait(LongerThanAnyWait, CancellationToken.None);
                return Task.CompletedTask;
            }))
            .AddHandler(_ => new QuoteWorker(price => seen.Enqueue("price " + price))));

        // One after the other: each is read while all before it still block. Nothing of theirs waits before the handler is called.
        for (int i = 1; i <= 3; i++)
        {
            _ = pod.Publish(new JobChanged(new("task-" + i), EntityStatus.Created, "new"));
            await Wait.Until(() => seen.Contains("task-" + i), TimeSpan.FromMinutes(1), "a second and a third reach a handler whose first blocks");
            _ = pod.Publish(new Quote(i));
            await Wait.Until(() => seen.Contains("price " + i), TimeSpan.FromMinutes(1), "another handler gets its message");
        }

        release.Set();
        await Wait.Until(() => pod.Consumed.Acked == 6);
    }

    [Fact]
    public async Task A_handler_that_blocks_on_what_was_already_there_does_not_hold_up_the_start()
    {
        // The group is there, its only member is not: the next one finds the message as soon as it looks.
        var first = await StartAsync("w1", builder => builder.AddHandler(_ => new RecordingWorker((_, _) => Task.CompletedTask)));
        await first.StopAsync(TestContext.Current.CancellationToken);
        var publisher = await StartAsync("p1");
        Assert.Equal(PublishStatus.Delivered, (await publisher.PublishAsync(new JobChanged(new("task-1"), EntityStatus.Created, "new"), TestContext.Current.CancellationToken)).Status);

        using var called = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var second = await StartAsync("w2", builder => builder.AddHandler(_ => new RecordingWorker((_, _) =>
        {
            called.Set();
            release.Wait(LongerThanAnyWait, CancellationToken.None);
            return Task.CompletedTask;
        })));
        await Wait.Until(() => called.IsSet);
        release.Set();
        await Wait.Until(() => second.Consumed.Acked == 1);
    }

    [Fact]
    public async Task A_slow_handler_is_not_overtaken_by_a_second_delivery()
    {
        var calls = new ConcurrentQueue<string>();
        using var release = new SemaphoreSlim(0);

        // What it holds is renewed at a third of this: on a machine that is busy for longer it would rightly be taken over.
        var claimIdle = TimeSpan.FromSeconds(2);
        foreach (string name in (string[])["w1", "w2"])
        {
            _ = await StartAsync(name, builder => builder.Configure(options => options.Consumer.ClaimIdle = claimIdle).AddHandler(_ => new RecordingWorker(async (change, _) =>
            {
                calls.Enqueue(change.EntityId.Value);
                if (change.EntityId.Value == "slow")
                {
                    await release.WaitAsync();
                }
            })));
        }

        _ = Pods[0].Publish(new JobChanged(new("slow"), EntityStatus.Created, "new"));
        await Wait.Until(() => calls.Contains("slow"));

        // Claim rounds go by: the clock that counts is the store's.
        long started = Environment.TickCount64;
        await Wait.Until(() => Environment.TickCount64 - started > 2.5 * claimIdle.TotalMilliseconds);
        _ = release.Release(2);
        await Wait.Until(() => Pods.Sum(pod => pod.Consumed.Acked) == 1);
        Assert.Equal(["slow"], calls);
    }
}
