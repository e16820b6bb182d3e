using System.Collections.Concurrent;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.Journal;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Alpha;

[Handler("cg:worker:tester")]
internal sealed partial class Tester(Func<EntityTransition, Task> work)
{
    public Task HandleAsync(EntityTransition created) => work(created);
}

/// <summary>The rest of <see cref="IAlpha"/>: who is there, files, memory, work.</summary>
public abstract class AlphaTests(ITestStore store) : ConsumingFixture(store)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task The_fleet_is_who_is_there_and_what_they_do()
    {
        using var release = new SemaphoreSlim(0);
        var alpha = await StartAsync("alpha", static builder => builder.Configure(static options => options.HeartbeatInterval = Beat));
        _ = await StartAsync("tester", builder => builder
            .Configure(static options => options.HeartbeatInterval = Beat)
            .AddHandler(services => new Tester(async _ => await release.WaitAsync(CancellationToken.None))));
        var gone = await StartAsync("gone", static builder => builder.Configure(static options => options.HeartbeatInterval = Beat));
        await Wait.Until(async () => (await alpha.Alpha.FleetAsync()).Alive.Count() == 3, TimeSpan.FromMinutes(1));
        _ = await alpha.Alpha.AssignAsync(Entity.Root(EntityKind.Task, new("t-1")), "test it", new RoleName("tester"));
        await gone.StopAsync();
        await Wait.Until(async () => (await alpha.Alpha.FleetAsync()).Members.Count(static member => member.Status is AgentStatus.Working or AgentStatus.Stopped) == 2, TimeSpan.FromMinutes(1));
        var fleet = await alpha.Alpha.FleetAsync();
        Assert.Null(fleet.Reason);
        Assert.Equal(
            [("alpha", AgentStatus.Idle, null), ("gone", AgentStatus.Stopped, null), ("tester", AgentStatus.Working, "t-1")],
            fleet.Members.Select(static member => (member.Pod.Value, member.Status, member.EntityId?.Value)));
        Assert.False(fleet.Members[1].IsAlive);
        Assert.Empty(fleet.Lost);
        Assert.All(fleet.Members, static member => Assert.Equal((Environment.ProcessId, Environment.MachineName), (member.ProcessId, member.Host)));
        Assert.Equal(alpha.Session, fleet.Members[0].Session);
        _ = release.Release();

        // Fewer than there are, and said so.
        var some = await alpha.Alpha.FleetAsync(limit: 2);
        Assert.Equal(2, some.Members.Count);
        Assert.Equal("3 pods announced themselves; these are the last 2", some.Reason);
    }

    [Fact]
    public async Task A_pod_that_falls_silent_is_not_alive()
    {
        var alpha = await StartAsync("alpha", static builder => builder.Configure(static options => options.HeartbeatInterval = TimeSpan.FromMilliseconds(10)));
        _ = await StartAsync("slow", static builder => builder.Configure(static options => options.HeartbeatInterval = TimeSpan.FromMinutes(30)));
        await Wait.Until(async () => (await alpha.Alpha.FleetAsync()).Members is [{ IsLost: false }, { IsAlive: false, IsLost: true, Status: AgentStatus.Idle, Pod.Value: "slow" } slow] && slow.Silence > TimeSpan.FromMilliseconds(30), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Work_for_a_role_reaches_one_who_has_it()
    {
        var done = new ConcurrentQueue<string>();
        var alpha = await StartAsync("alpha");
        foreach (string name in (string[])["t1", "t2"])
        {
            _ = await StartAsync(name, builder => builder.AddHandler(services => new Tester(created =>
            {
                done.Enqueue(created.EntityId.Value);
                return Task.CompletedTask;
            })));
        }

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(PublishStatus.Delivered, (await alpha.Alpha.AssignAsync(Entity.Root(EntityKind.Job, new($"j-{i}")), "test", new RoleName(i % 2 == 0 ? "tester" : "writer"))).Status);
        }

        await Wait.Until(() => done.Count >= 5);
        await Wait.Until(() => Pods.Sum(static pod => pod.Consumed.Acked) == 10);
        Assert.Equal(["j-0", "j-2", "j-4", "j-6", "j-8"], done.Order());
        Assert.Equal(PublishStatus.Refused, (await alpha.Alpha.AssignAsync(Entity.Root(EntityKind.Job, new("j-0")), "again")).Status);
    }

    [Fact]
    public async Task A_channel_is_read_from_its_file()
    {
        var alpha = await StartAsync("alpha");
        var task = Entity.Root(EntityKind.Task, new("t-1"));
        _ = await alpha.Alpha.AssignAsync(task, "a");
        _ = await alpha.Alpha.AssignAsync(Entity.Root(EntityKind.Task, new("t-2")), "b");
        _ = await alpha.Entities.StartAsync(task, "c");
        await Wait.Until(async () => await CountAsync(alpha, task.Id) == 2, TimeSpan.FromMinutes(1));
        Assert.Equal(0, await CountAsync(alpha, new("t-3")));
    }

    [Fact]
    public async Task Without_a_memory_a_question_is_answered_so()
    {
        var alpha = await StartAsync("alpha");
        var count = await alpha.Alpha.CountAsync(Meta.Status == EntityStatus.Failed);
        Assert.Equal((MemoryStatus.NoMemory, 0L, false), (count.Status, count.Value, count.IsAnswered));
        Assert.Contains("UseSqliteMemory", (await alpha.Alpha.RecallAsync("what broke?")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_is_asked_where_there_is_one()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("nika-alpha-").FullName, "memory.db");
        var alpha = await StartAsync("alpha", builder => builder.UseSqliteMemory(file));
        var task = Entity.Root(EntityKind.Task, new("t-1"));
        _ = await alpha.Entities.CreateAsync(task, "parse the headers");
        _ = await alpha.Entities.FailAsync(task, "the headers were malformed");
        await Wait.Until(async () => (await alpha.Alpha.CountAsync(Meta.EntityKind == EntityKind.Task)).Value == 2, TimeSpan.FromMinutes(1));
        var recalled = await alpha.Alpha.RecallAsync("malformed headers", Meta.EntityKind == EntityKind.Task, limit: 1);
        Assert.True(recalled.IsAnswered);
        Assert.Equal("the headers were malformed", Assert.Single(recalled.Value).Event.Text);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task A_review_is_asked_for_on_the_stream_of_the_job()
    {
        var alpha = await StartAsync("alpha");
        var job = Entity.Root(EntityKind.Job, new("j-1"));
        Assert.Equal(PublishStatus.Delivered, (await alpha.Alpha.RequestReviewAsync(job.Task(new("t-1")), "nika:wm:j-1:pages", "is it all?")).Status);
        await foreach (var received in alpha.SubscribeAsync(ReviewRequest.KeyFor(new("j-1")), Deadline.Seconds(60).Token))
        {
            Assert.Equal(new ReviewRequest(new("j-1"), new("t-1"), "nika:wm:j-1:pages", "is it all?"), received.Message);
            break;
        }

        var refused = await alpha.Alpha.RequestReviewAsync(Entity.Project(new("p-1")), "x", "y");
        Assert.Equal((PublishStatus.Refused, "PROJ p-1 has no job, on whose stream a review could be asked for: give it a JobId"), (refused.Status, refused.Reason));
    }

    private static async Task<int> CountAsync(NikaPod alpha, EntityId entity)
    {
        int count = 0;
        await foreach (var record in alpha.Alpha.ReadChannelAsync(entity, TestContext.Current.CancellationToken))
        {
            count += record is BusLine ? 1 : 0;
        }

        return count;
    }
}

public sealed class EmbeddedAlphaTests() : AlphaTests(new EmbeddedTestStore());

public sealed class RedisAlphaTests() : AlphaTests(new RedisTestStore());

/// <summary>What Alpha is told while its server is away.</summary>
public sealed class AlphaOutageTests
{
    [Fact]
    public async Task The_fleet_is_unknown_and_work_waits_in_the_local_log()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server, static builder => builder.Configure(static options => options.ReplyDeadline = TimeSpan.FromMilliseconds(250)));
        server.Stop();
        var result = await pod.Nika.Alpha.AssignAsync(Entity.Project(new("p-1")), "while it is away", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(PublishStatus.Degraded, result.Status);
        await Wait.Until(() => !pod.Nika.Gates[0].IsOpen);
        var fleet = await pod.Nika.Alpha.FleetAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(fleet.Members);
        Assert.NotNull(fleet.Reason);
        server.Continue();
        await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0 });
    }
}
