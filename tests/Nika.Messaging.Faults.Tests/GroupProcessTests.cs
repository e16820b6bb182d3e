using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>The groups of the feed among processes, which come, go and are killed.</summary>
public sealed class GroupProcessTests : IDisposable
{
    // Longer than a busy machine stands still: what lives is not taken for dead.
    private static readonly TimeSpan ClaimIdle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ReplyDeadline = TimeSpan.FromSeconds(20);

    private readonly RedisServer server = RedisServer.Start();
    private readonly string directory = Directory.CreateTempSubdirectory("nika-groups-").FullName;
    private readonly List<PodProcess> processes = [];

    public void Dispose()
    {
        processes.ForEach(static process => process.Dispose());
        server.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Alpha_and_monitor_receive_everything_and_a_stand_by_takes_over_from_one_that_is_killed()
    {
        await using var pod = await FaultPod.StartAsync("p1", server.Endpoint, ReplyDeadline);
        var active = Start("watch", "one");
        await WaitForHolderAsync("one", ConsumerGroups.Orchestrator, ConsumerGroups.Monitor);
        var standBy = Start("watch", "two");
        await standBy.SaidAsync("ready", 1);
        var published = await PublishAsync(pod, 100);
        await active.SaidAsync(ConsumerGroups.Orchestrator, 100);
        await active.SaidAsync(ConsumerGroups.Monitor, 100);
        Assert.Empty(standBy.Ids(ConsumerGroups.Orchestrator).Concat(standBy.Ids(ConsumerGroups.Monitor)));

        // Killed in the middle of what comes.
        var more = PublishAsync(pod, 200);
        await active.SaidAsync(ConsumerGroups.Monitor, 120);
        active.Kill();
        published.AddRange(await more);
        foreach (string group in (string[])[ConsumerGroups.Orchestrator, ConsumerGroups.Monitor])
        {
            await Wait.Until(() => published.ToHashSet().IsSubsetOf([.. active.Ids(group), .. standBy.Ids(group)]), $"everything has reached {group}");
        }

        await WaitForHolderAsync("two", ConsumerGroups.Orchestrator, ConsumerGroups.Monitor);
    }

    [Fact]
    public async Task Each_job_reaches_one_worker_while_workers_join_leave_and_die()
    {
        await using var pod = await FaultPod.StartAsync("p1", server.Endpoint, ReplyDeadline);
        var dying = Start("work", "dying");
        var leaving = Start("work", "leaving");
        var published = new HashSet<Guid>();
        var publishing = PublishAsync(pod, 300);
        await dying.SaidAsync("handled", 20);
        dying.Kill();
        published.UnionWith(await publishing);
        var joining = Start("work", "joining");
        await joining.SaidAsync("ready", 1);
        publishing = PublishAsync(pod, 300);
        await joining.SaidAsync("handled", 20);
        leaving.Leave();
        published.UnionWith(await publishing);
        published.UnionWith(await PublishAsync(pod, 50));
        await Wait.Until(() => published.IsSubsetOf(Handled()), "every job is done");

        // Twice at most what the killed one had done and could not say so to the server.
        var twice = Handled().GroupBy(static id => id).Where(static same => same.Count() > 1).Select(static same => same.Key);
        Assert.Subset(dying.Ids("handled").ToHashSet(), twice.ToHashSet());
        Assert.Equal(0, pod.Account.Logged);

        IEnumerable<Guid> Handled() => processes.SelectMany(static process => process.Ids("handled"));
    }

    [Fact]
    public async Task What_names_a_role_reaches_one_of_those_who_have_it()
    {
        await using var pod = await FaultPod.StartAsync("p1", server.Endpoint, ReplyDeadline);
        PodProcess[] testers = [Start("test", "t1"), Start("test", "t2")];
        var expected = new HashSet<Guid>();
        for (int i = 0; i < 60; i++)
        {
            var entity = Entity.Root(EntityKind.Job, new($"job-{i}"));
            var created = await pod.Nika.Entities.CreateAsync(i % 3 == 0 ? entity : entity with { Role = new RoleName(i % 3 == 1 ? "tester" : "writer") }, "work");
            Assert.Equal(PublishStatus.Delivered, created.Status);
            if (i % 3 == 1)
            {
                _ = expected.Add(created.Id);
            }
        }

        await Wait.Until(() => testers.Sum(static tester => tester.Ids("handled").Count()) >= expected.Count);
        Assert.Equal(expected.Order(), testers.SelectMany(static tester => tester.Ids("handled")).Order());
    }

    private static async Task<List<Guid>> PublishAsync(FaultPod pod, int count)
    {
        var published = new List<Guid>();
        for (int i = 0; i < count; i++)
        {
            var result = await pod.Nika.PublishAsync(new JobChanged(new EntityId($"job-{i}"), EntityStatus.Created, "work"));
            Assert.Equal(PublishStatus.Delivered, result.Status);
            published.Add(result.Id);
        }

        return published;
    }

    private PodProcess Start(string role, string name)
    {
        var process = new PodProcess(role, server.Endpoint, directory, name, ClaimIdle);
        processes.Add(process);
        return process;
    }

    private Task WaitForHolderAsync(string name, params string[] groups) => Wait.Until(
        () =>
        {
            using var client = server.Connect();
            return groups.All(group => (string?)client.Command("GET", "nika:lease:" + group) == name);
        },
        $"{name} has the lease");
}
