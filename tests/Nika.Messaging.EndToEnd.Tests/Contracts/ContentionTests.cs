using Nika.Messaging.EndToEnd.Packaging;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Contracts;

/// <summary>The sample's workers on one server: many processes want the same steps, and one dies while it has one.</summary>
public sealed class ContentionTests
{
    private static readonly string Folder = Path.Combine(PackedPackages.BuildFact("RepositoryRoot"), "samples", "Pipeline");
    private static readonly JobId Job = new("contention");

    [Fact]
    public async Task Eight_processes_do_a_thousand_steps_once_each()
    {
        using var server = RedisServer.Start();
        _ = await RunAsync(server, "--pages", "998", "--workers", "8", "--work", "0", "--keep-all");

        await using var pod = await TestPod.StartAsync(server);
        var changes = await ChangesAsync(pod);
        var completed = changes.Where(static change => change.Message.Status == StepStatus.Completed).ToList();
        Assert.Equal(1_000, completed.Count);
        Assert.Equal(1_000, completed.DistinctBy(static change => (change.Message.Step, change.Message.Item)).Count());

        // A machine that stands still past a deadline costs a second attempt; no attempt is ever two pods'.
        var begun = changes.Where(static change => change.Message.Status == StepStatus.Running).ToList();
        Assert.Equal(begun.Count, begun.DistinctBy(static change => (change.Message.Step, change.Message.Item, change.Message.Attempt)).Count());
        Assert.True(completed.DistinctBy(static change => change.Meta.Pod).Count() > 1, "One pod did everything: nothing was contended.");

        var state = (await pod.Nika.Contracts.ReadAsync(Job, TestContext.Current.CancellationToken)).State!;
        Assert.Equal(StepStatus.Completed, state.Status);
        Assert.Equal(998, state.Steps[1].Items.Length);
        using var client = server.Connect();
        Assert.All(client.List("KEYS", "*").Cast<string>(), key => Assert.True(client.Number("TTL", key) > 0, key + " never expires"));
    }

    [Fact]
    public async Task What_a_killed_pod_held_is_taken_over_and_done_once()
    {
        using var server = RedisServer.Start();
        string output = await RunAsync(server, "--pages", "20", "--workers", "4", "--work", "100");

        Assert.Contains("was killed", output, StringComparison.Ordinal);
        await using var pod = await TestPod.StartAsync(server);
        var changes = await ChangesAsync(pod);
        var completed = changes.Where(static change => change.Message is { Step: 2, Status: StepStatus.Completed }).ToList();
        Assert.Equal(Enumerable.Range(0, 20), completed.Select(static change => change.Message.Item!.Value).Order());
        Assert.Contains(completed, static change => change.Message.Attempt == 2);
    }

    private static Task<string> RunAsync(RedisServer server, params string[] arguments) =>
        DotNet.MustRunAsync(
            Folder,
            ["exec", Path.Combine(Folder, "bin", PackedPackages.BuildFact("Configuration"), "net10.0", "Pipeline.dll"), "--redis", server.Endpoint, "--job", Job.Value, .. arguments]);

    private static async Task<List<Received<StepChanged>>> ChangesAsync(TestPod pod)
    {
        var changes = new List<Received<StepChanged>>();
        await foreach (var change in pod.Nika.SubscribeAsync(StepChanged.KeyFor(Job), Deadline.After(TimeSpan.FromSeconds(60)).Token))
        {
            changes.Add(change);
            if (change.Message is { Step: 3, Status: StepStatus.Completed })
            {
                break;
            }
        }

        return changes;
    }
}
