using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Redis is stopped (SIGSTOP): it accepts bytes and answers nothing, and goes on later with what it was given.</summary>
public sealed class StoppedServerTests
{
    [Fact]
    public async Task Stopped_for_longer_than_the_deadline()
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        for (int round = 0; round < 2; round++)
        {
            server.Stop();
            await swarm.DownAsync();
            Assert.All(swarm.Publishers, static pod => Assert.NotNull(pod.Server.Reason));
            await swarm.DegradedMoreAsync(200);
            server.Continue();
            await swarm.UpAsync();
            await swarm.DeliveredMoreAsync(200);
        }

        await swarm.FinishAsync();
    }

    [Fact]
    public async Task Stopped_for_shorter_than_the_deadline_nobody_notices()
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server, new() { ReplyDeadline = TimeSpan.FromSeconds(20) });
        await swarm.PublishAsync();
        long before = swarm.Publishers.Sum(static pod => pod.Account.Published);
        server.Stop();
        await Wait.Until(() => swarm.Publishers.Sum(static pod => pod.Account.Published) > before + 1000);
        server.Continue();
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
        Assert.All(swarm.Publishers, static pod => Assert.Equal((0, 0), (pod.Account.Logged, pod.Account.Dropped)));
    }
}
