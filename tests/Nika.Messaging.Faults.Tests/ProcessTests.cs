using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Pods are killed (SIGKILL) in the middle of their work.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_publisher_is_killed_what_it_was_told_is_delivered_is_there_and_its_files_can_be_read()
    {
        string directory = Directory.CreateTempSubdirectory("nika-killed-").FullName;
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        var delivered = new List<Guid>();
        for (int round = 0; round < 3; round++)
        {
            using var pod = new PodProcess("publish", server.Endpoint, directory, "killed");
            await pod.SaidAsync("Delivered", 100 * (round + 1));
            pod.Kill();
            delivered.AddRange(pod.Ids("Delivered"));
        }

        var onServer = swarm.Auditor.IdsOnServer(Auditor.Feed);
        Assert.Subset(onServer.ToHashSet(), delivered.ToHashSet());
        Assert.Equal(onServer.Count, onServer.Distinct().Count());
        _ = await Auditor.IdsInLogsAsync(directory, mayBeTorn: true);
        var onBus = await Auditor.IdsOnBusAsync(directory, mayBeTorn: true);
        Assert.Subset(onServer.ToHashSet(), onBus.ToHashSet());

        // The consumers in the swarm take what the killed pods published like all else.
        await swarm.FinishAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_worker_is_killed_and_others_take_over_what_it_held()
    {
        string directory = Directory.CreateTempSubdirectory("nika-killed-").FullName;
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        for (int round = 0; round < 2; round++)
        {
            using var pod = new PodProcess("work", server.Endpoint, directory, $"killed-{round}");
            await pod.SaidAsync("handled", 50);
            pod.Kill();
            foreach (var id in pod.Ids("handled"))
            {
                await swarm.Handled.NoteAsync(ConsumerGroups.Worker, id);
            }
        }

        await swarm.FinishAsync();
        using var client = server.Connect();
        await Wait.Until(() => (long)client.List("XPENDING", Auditor.Feed, ConsumerGroups.Worker)[0]! == 0, "nothing is left pending");
        Directory.Delete(directory, recursive: true);
    }
}
