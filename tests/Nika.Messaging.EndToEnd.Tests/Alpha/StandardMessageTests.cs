using System.Text;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.EndToEnd.Hosting;
using Nika.Messaging.Journal;
using Nika.Messaging.Sqlite;
using Nika.Messaging.Streams.Embedded;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Alpha;

/// <summary>Who publishes the six standard messages, and which of them reach memory.</summary>
public abstract class StandardMessageTests(ITestStore store) : ConsumingFixture(store)
{
    [Fact]
    public async Task Ends_of_entities_are_told_on_the_bus_and_a_subagents_summary_is_remembered()
    {
        string folder = Directory.CreateTempSubdirectory("nika-standard-").FullName;
        var pod = await StartAsync("alpha", builder => builder.UseSqliteMemory(Path.Combine(folder, "memory.db")));
        var project = Entity.Project(new("p-1")) with { Domain = "hooks" };
        var job = project.Job(new("j-1"));
        var task = job.Task(new("t-1"));
        foreach (var entity in (Entity[])[project, job, task, task.Sub(new("s-1"))])
        {
            _ = await pod.Entities.CreateAsync(entity, "new");
        }

        _ = pod.Entities.Cancel(task.Sub(new("s-1")), "not needed");
        _ = await pod.Entities.FailAsync(task, "the parser gave up");
        _ = await pod.Entities.CompleteAsync(job, "done but for one");
        _ = await pod.Entities.CompleteAsync(job, "said twice");
        _ = await pod.Entities.CompleteAsync(project, "all done");
        Assert.Equal(
            [new SubagentCompleted(new("s-1"), EntityEnd.Cancelled, "not needed", new("j-1")), new SubagentCompleted(new("t-1"), EntityEnd.Failed, "the parser gave up", new("j-1"))],
            await ReadAsync(pod, SubagentCompleted.KeyFor(new("j-1")), 2));
        Assert.Equal([new JobCompleted(new("j-1"), EntityEnd.Completed, "done but for one", new("j-1"))], await ReadAsync(pod, JobCompleted.KeyFor(new("j-1")), 1));
        Assert.Equal([new JobCompleted(new("p-1"), EntityEnd.Completed, "all done")], await ReadAsync(pod, JobCompleted.KeyFor(), 1));

        // Whoever counts what failed does not count it twice.
        await Wait.Until(async () => await pod.Memory.CountAsync(Meta.Type == "subagent_completed") == 2, TimeSpan.FromMinutes(1));
        Assert.Equal(1, await pod.Memory.CountAsync(Meta.Status == EntityStatus.Failed));
        Assert.Equal(1, await pod.Memory.CountAsync(SubagentCompleted.Fields.Status == EntityEnd.Failed));
        Assert.Equal(0, await pod.Memory.CountAsync(Meta.Type == "job_completed"));
        await pod.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_dispatch_by_chance_tells_its_probability()
    {
        var pod = await StartAsync("alpha");
        Assert.Null(await pod.Alpha.DispatchAsync(new Chance(0), Entity.Project(new("p-0")), "x", "idle"));
        Assert.Null(pod.Entities.StatusOf(new("p-0")));
        Assert.Equal(PublishStatus.Delivered, (await pod.Alpha.DispatchAsync(new Chance(1), Entity.Project(new("p-1")), "tidy up", "nothing to do"))?.Status);
        Assert.Equal(PublishStatus.Refused, (await pod.Alpha.DispatchAsync(new Chance(1), Entity.Project(new("p-1")), "again", "idle"))?.Status);
        Assert.Equal(EntityStatus.Created, pod.Entities.StatusOf(new("p-1")));
        Assert.Equal([new AutonomousDispatch(new("p-1"), 1, "nothing to do")], await ReadAsync(pod, AutonomousDispatch.KeyFor(), 1));
    }

    private static async Task<List<T>> ReadAsync<T>(NikaPod pod, MessageKey<T> key, int count)
        where T : IStreamMessage<T>
    {
        var messages = new List<T>();
        await foreach (var received in pod.SubscribeAsync(key, Deadline.Seconds(60).Token))
        {
            messages.Add(received.Message);
            if (messages.Count == count)
            {
                break;
            }
        }

        return messages;
    }
}

public sealed class EmbeddedStandardMessageTests() : StandardMessageTests(new EmbeddedTestStore());

public sealed class RedisStandardMessageTests() : StandardMessageTests(new RedisTestStore());

/// <summary>A host's pod says that its session starts and ends.</summary>
public sealed class SessionMessageTests
{
    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public async Task A_session_is_told_from_start_to_end_and_its_summary_is_remembered(bool isSaid, int expected)
    {
        string folder = Directory.CreateTempSubdirectory("nika-session-").FullName;
        var server = new EmbeddedServer();
        await using (var host = TestHost.Build(
            pod => pod.UseEmbedded(server).UseSqliteMemory(Path.Combine(folder, "memory.db")).AddHandler(static _ => new AnyOrchestrator()),
            new() { ["Nika:SessionMessages"] = isSaid ? null : "false" },
            options: options => (options.Pod, options.Role, options.Directory) = ("w1", "tester", folder)))
        {
            await host.StartAsync();
            _ = host.Nika.Entities.Create(Entity.Project(new("p-1")), "x");
            _ = await host.Nika.Entities.CompleteAsync(Entity.Project(new("p-1")), "y");
            await host.StopAsync();
        }

        var lines = new List<BusLine>();
        await foreach (var record in BusReader.ReadAsync(BusFiles.Alpha(folder), TestContext.Current.CancellationToken))
        {
            lines.Add(Assert.IsType<BusLine>(record));
        }

        string[] sessions = [.. lines.Where(static line => line.Type.StartsWith("session", StringComparison.Ordinal)).Select(static line => Encoding.UTF8.GetString(line.Data.Span))];
        Assert.Equal(expected, sessions.Length);
        if (isSaid)
        {
            Assert.Equal($$"""{"host":"{{Environment.MachineName}}","process_id":{{Environment.ProcessId}},"handlers":["AnyOrchestrator [cg:orchestrator]"]}""", sessions[0]);
            Assert.Contains("\"summary\":\"w1 (tester): ", sessions[1], StringComparison.Ordinal);
            Assert.Contains("it ended 1 entities as completed, 0 as failed, 0 as cancelled", sessions[1], StringComparison.Ordinal);
        }

        await using (var memory = new SqliteMemory(new SqliteMemoryOptions { Path = Path.Combine(folder, "memory.db") }))
        {
            Assert.Equal(expected / 2, await memory.CountAsync(Meta.Type == "session_end_summary", TestContext.Current.CancellationToken));
        }

        Directory.Delete(folder, recursive: true);
    }
}
