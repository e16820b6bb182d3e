using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Redis is killed while pods publish and consume.</summary>
public sealed class ServerDeathTests
{
    [Fact]
    public async Task Killed_without_an_append_only_file()
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        await KillAsync(server, swarm);
        await swarm.FinishAsync(Loss.ByServer);
    }

    [Fact]
    public async Task Killed_with_appendfsync_always()
    {
        using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        await KillAsync(server, swarm);
        await swarm.FinishAsync();
    }

    private static async Task KillAsync(RedisServer server, Swarm swarm)
    {
        for (int round = 0; round < 2; round++)
        {
            server.Kill();
            await swarm.DownAsync();
            await swarm.DegradedMoreAsync(200);
            server.Restart();
            await swarm.UpAsync();
            await swarm.DeliveredMoreAsync(200);
        }
    }
}
