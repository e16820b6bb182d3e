using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Entities;

[Handler(ConsumerGroups.Monitor)]
internal sealed partial class TransitionMonitor(Action<EntityTransition, NikaMeta> seen)
{
    public ValueTask HandleAsync(EntityTransition transition, MessageContext context)
    {
        seen(transition, context.Meta);
        return ValueTask.CompletedTask;
    }
}

[Handler(ConsumerGroups.Worker)]
internal sealed partial class TransitionWorker(Func<EntityTransition, Task> work)
{
    public Task HandleAsync(EntityTransition created) => work(created);
}

/// <summary>The lifecycle between pods: on the wire, and known to those who read it.</summary>
public abstract class LifecycleTests(ITestStore store) : ConsumingFixture(store)
{
    private readonly Entity project = Entity.Project(new("p-1")) with { Domain = "hooks", Intent = "refactor" };

    [Fact]
    public async Task Steps_are_on_the_feed_with_their_whole_envelope()
    {
        var seen = new ConcurrentQueue<NikaMeta>();
        var alpha = await StartAsync("alpha", builder => builder.AddHandler(_ => new TransitionMonitor((_, meta) => seen.Enqueue(meta))));
        var task = project.Job(new("j-1")).Task(new("t-1")) with { Role = new RoleName("tester") };
        Assert.Equal(PublishStatus.Delivered, (await alpha.Entities.CreateAsync(project, "all")).Status);
        _ = await alpha.Entities.CreateAsync(task, "a part");
        _ = alpha.Entities.Start(task, "begun");
        _ = alpha.Entities.Progress(task, "half");
        Assert.Equal(PublishStatus.Delivered, (await alpha.Entities.FailAsync(task, "no")).Status);
        await Wait.Until(() => seen.Count == 5);
        Assert.Equal(["created", "created", "started", "progress", "failed"], seen.Select(static meta => meta.Status.ToString()!.ToLowerInvariant()));
        var last = seen.Last();
        Assert.Equal(
            ("t-1", EntityKind.Task, "j-1", "p-1", "j-1", "tester", "hooks", "refactor"),
            (last.EntityId?.Value, last.EntityKind, last.ParentId?.Value, last.RootId?.Value, last.JobId?.Value, last.Role?.Value, last.Domain, last.Intent));
        Assert.Equal((null, null), (seen.First().ParentId, seen.First().RootId));
    }

    [Fact]
    public async Task What_another_pod_did_is_known_to_those_who_read_the_feed()
    {
        var monitor = await StartAsync("monitor", static builder => builder.AddHandler(static _ => new TransitionMonitor(static (_, _) => { })));
        var worker = await StartAsync("w1", static builder => builder.AddHandler(static services => new TransitionWorker(created =>
        {
            var nika = (INika)services.GetService(typeof(INika))!;
            var task = Entity.Of(created);
            Assert.Equal(EntityStatus.Created, nika.Entities.StatusOf(task.Id));
            _ = nika.Entities.Start(task, "begun");
            return nika.Entities.CompleteAsync(task, "done").AsTask();
        })));
        var alpha = await StartAsync("alpha");
        var task = Entity.Root(EntityKind.Task, new("t-1"));
        _ = await alpha.Entities.CreateAsync(task, "work");
        await Wait.Until(() => monitor.Entities.StatusOf(task.Id) == EntityStatus.Completed);
        Assert.Equal("TASK t-1 is completed; it cannot be cancelled: nothing follows completed", monitor.Entities.Cancel(task, "too late").Reason);
        Assert.Equal(EntityStatus.Completed, worker.Entities.StatusOf(task.Id));

        // Who reads nothing knows nothing, and its step is published.
        Assert.Equal(EntityStatus.Created, alpha.Entities.StatusOf(task.Id));
    }

    [Fact]
    public async Task A_roll_up_follows_the_feed()
    {
        var monitor = await StartAsync("monitor", static builder => builder.AddHandler(static _ => new TransitionMonitor(static (_, _) => { })));
        var alpha = await StartAsync("alpha");
        var job = Entity.Root(EntityKind.Job, new("j-1"));
        _ = await alpha.Entities.CreateAsync(job, "work");
        for (int i = 0; i < 6; i++)
        {
            var task = job.Task(new($"t-{i}"));
            _ = await alpha.Entities.CreateAsync(task, "work");
            _ = i % 2 == 0 ? await alpha.Entities.CompleteAsync(task, "done") : await alpha.Entities.StartAsync(task, "begun");
        }

        await Wait.Until(() => monitor.Entities.RollUpOf(job.Id) == new EntityRollUp(0, 3, 0, 3, 0, 0, IsExact: true));
        Assert.Equal(alpha.Entities.RollUpOf(job.Id), monitor.Entities.RollUpOf(job.Id));
    }

    [Fact]
    public async Task What_is_lost_among_the_dead_letters_has_failed_and_what_had_ended_stays_so()
    {
        var seen = new ConcurrentQueue<(string, EntityStatus)>();
        _ = await StartAsync("monitor", builder => builder.AddHandler(_ => new TransitionMonitor((transition, _) => seen.Enqueue((transition.EntityId.Value, transition.Status)))));
        var worker = await StartAsync("w1", static builder => builder
            .Configure(static options => options.Consumer.MaxDeliveries = 1)
            .AddHandler(static services => new TransitionWorker(async created =>
            {
                if (created.EntityId.Value == "done")
                {
                    _ = await ((INika)services.GetService(typeof(INika))!).Entities.CompleteAsync(Entity.Of(created), "before it broke");
                }

                throw new InvalidOperationException("as told");
            })));
        _ = await worker.Entities.CreateAsync(Entity.Root(EntityKind.Task, new("done")), "work");
        _ = await worker.Entities.CreateAsync(Entity.Root(EntityKind.Task, new("lost")), "work");
        await Wait.Until(() => seen.Contains(("lost", EntityStatus.Failed)));
        Assert.Equal(2, worker.Consumed.DeadLettered);
        Assert.Contains(("done", EntityStatus.Completed), seen);
        Assert.DoesNotContain(("done", EntityStatus.Failed), seen);
    }
}

public sealed class EmbeddedLifecycleTests() : LifecycleTests(new EmbeddedTestStore());

public sealed class RedisLifecycleTests() : LifecycleTests(new RedisTestStore());
