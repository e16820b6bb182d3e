using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Groups and keys vanish from a server that goes on answering.</summary>
public sealed class LostKeysTests
{
    [Fact]
    public Task Groups_are_destroyed() => LoseAsync(Loss.None, static client =>
    {
        foreach (string group in HandledLedger.Groups)
        {
            _ = client.Command("XGROUP", "DESTROY", Auditor.Feed, group);
        }
    });

    [Fact]
    public Task A_key_is_deleted_as_if_evicted() => LoseAsync(Loss.ByServer, static client => client.Command("DEL", Auditor.Feed, "nika:ipc:job-1"));

    [Fact]
    public Task Everything_is_flushed() => LoseAsync(Loss.ByServer, static client => client.Command("FLUSHALL"));

    private static async Task LoseAsync(Loss loss, Action<RedisClient> lose)
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        using var client = server.Connect();
        for (int round = 0; round < 3; round++)
        {
            lose(client);
            await swarm.DeliveredMoreAsync(200);
            await swarm.ExpectConsumersGoOnAsync();
        }

        await swarm.FinishAsync(loss);
        Assert.All(swarm.Publishers, static pod => Assert.True(pod.Server.IsOpen));
    }
}
