using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>What lies between the pods and Redis fails.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task Connections_reset_in_the_middle_of_commands_and_replies()
    {
        using var server = RedisServer.Start();
        using var proxy = new FaultProxy(server.Port);
        await using var swarm = await Swarm.StartAsync(server, new() { Proxy = proxy, ReplyDeadline = TimeSpan.FromSeconds(2) });
        await swarm.PublishAsync();
        var random = new Random(20260401);
        for (int round = 0; round < 20; round++)
        {
            await swarm.UpAsync();
            int target = proxy.Resets + 2;
            foreach (string pod in (string[])["p1", "p2", "alpha", "w1"])
            {
                string use = pod.StartsWith('p') ? "writes" : random.Next(2) == 0 ? "group" : "commands";
                if (proxy.TryFind(string.Create(CultureInfo.InvariantCulture, $"nika-{pod}-{use}")) is { } link)
                {
                    if (random.Next(2) == 0)
                    {
                        link.CutFromClientAfter(random.Next(4000));
                    }
                    else
                    {
                        link.CutToClientAfter(random.Next(400));
                    }
                }
            }

            await Wait.Until(() => proxy.Resets >= target);
        }

        await swarm.FinishAsync();
    }

    [Fact]
    public async Task One_byte_at_a_time()
    {
        using var server = RedisServer.Start();
        using var proxy = new FaultProxy(server.Port) { ByteByByte = true };
        await using var swarm = await Swarm.StartAsync(server, new() { Proxy = proxy, ReplyDeadline = TimeSpan.FromSeconds(20), Burst = 1 });
        await swarm.ExpectConsumersGoOnAsync();
        await swarm.PublishAsync(atLeast: 20);
        await swarm.FinishAsync();
        Assert.All(swarm.Publishers, static pod => Assert.Equal((0, 0), (pod.Account.Logged, pod.Account.Dropped)));
    }

    [Fact]
    public async Task Five_seconds_late()
    {
        using var server = RedisServer.Start();
        using var proxy = new FaultProxy(server.Port);
        await using var swarm = await Swarm.StartAsync(server, new() { Proxy = proxy });
        await swarm.PublishAsync();
        proxy.Latency = TimeSpan.FromSeconds(5);
        await swarm.DownAsync();
        await swarm.DegradedMoreAsync(2000);
        proxy.Latency = TimeSpan.Zero;
        await swarm.UpAsync();
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
    }

    [Fact]
    public async Task Nothing_passes_for_a_while_and_then_all_of_it()
    {
        using var server = RedisServer.Start();
        using var proxy = new FaultProxy(server.Port);
        await using var swarm = await Swarm.StartAsync(server, new() { Proxy = proxy });
        await swarm.PublishAsync();
        proxy.Stall();
        await swarm.DownAsync();
        await swarm.DegradedMoreAsync(200);
        proxy.Resume();
        await swarm.UpAsync();
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
    }
}
