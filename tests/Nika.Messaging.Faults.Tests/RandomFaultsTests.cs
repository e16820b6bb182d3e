using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>
/// One fault after the other, by chance: 8 rounds, or as many as NIKA_FAULT_ROUNDS says, of the seed NIKA_FAULT_SEED.
/// Redis keeps what it acknowledges, so nothing may be missing in the end.
/// </summary>
public sealed class RandomFaultsTests
{
    private static readonly int Rounds = Setting("NIKA_FAULT_ROUNDS", 8);
    private static readonly int Seed = Setting("NIKA_FAULT_SEED", 20260401);

    // An audit reads all there is on the server: a long run is many of these.
    private const int RoundsPerServer = 16;

    [Fact]
    public async Task One_fault_after_the_other()
    {
        for (int round = 0; round < Rounds; round += RoundsPerServer)
        {
            await RunAsync(Math.Min(RoundsPerServer, Rounds - round), Seed + round);
        }
    }

    private static async Task RunAsync(int rounds, int seed)
    {
        using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
        using var proxy = new FaultProxy(server.Port);
        await using var swarm = await Swarm.StartAsync(server, new() { Proxy = proxy });
        await swarm.PublishAsync();
        var random = new Random(seed);
        var done = new List<string>();
        for (int round = 0; round < rounds; round++)
        {
            var (name, run) = Faults[random.Next(Faults.Length)];
            done.Add(name);
            try
            {
                await run(server, proxy, swarm, random);
                await swarm.UpAsync();
                await swarm.DeliveredMoreAsync(100);
                await swarm.ExpectConsumersGoOnAsync();
            }
            catch (Exception e) when (e is TimeoutException or Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"seed {seed}, after {string.Join(", ", done)}", e);
            }
        }

        await swarm.FinishAsync();
    }

    private static readonly (string Name, Func<RedisServer, FaultProxy, Swarm, Random, Task> Run)[] Faults =
    [
        ("killed", static async (server, proxy, swarm, random) =>
        {
            server.Kill();
            await swarm.DegradedMoreAsync(random.Next(300));
            server.Restart();
        }),
        ("stopped", static async (server, proxy, swarm, random) =>
        {
            server.Stop();
            await PublishedMoreAsync(swarm, random.Next(3000));
            server.Continue();
        }),
        ("all reset", static async (server, proxy, swarm, random) =>
        {
            for (int times = random.Next(1, 4); times > 0; times--)
            {
                proxy.ResetAll();
                await PublishedMoreAsync(swarm, random.Next(500));
            }
        }),
        ("late", static async (server, proxy, swarm, random) =>
        {
            proxy.Latency = TimeSpan.FromMilliseconds(random.Next(1, 1500));
            await PublishedMoreAsync(swarm, random.Next(2000));
            proxy.Latency = TimeSpan.Zero;
        }),
        ("stalled", static async (server, proxy, swarm, random) =>
        {
            proxy.Stall();
            await PublishedMoreAsync(swarm, random.Next(3000));
            proxy.Resume();
        }),
        ("out of memory", static async (server, proxy, swarm, random) =>
        {
            using var client = server.Connect();
            _ = client.Command("CONFIG", "SET", "maxmemory", "100kb");
            await PublishedMoreAsync(swarm, random.Next(1000));
            _ = client.Command("CONFIG", "SET", "maxmemory", "0");
        }),
        ("a replica", static async (server, proxy, swarm, random) =>
        {
            using var client = server.Connect();
            _ = client.Command("REPLICAOF", "127.0.0.1", "1");
            await PublishedMoreAsync(swarm, random.Next(1000));
            _ = client.Command("REPLICAOF", "NO", "ONE");
        }),
        ("a group destroyed", static async (server, proxy, swarm, random) =>
        {
            using var client = server.Connect();
            _ = client.Command("XGROUP", "DESTROY", Auditor.Feed, HandledLedger.Groups[random.Next(HandledLedger.Groups.Count)]);
            await PublishedMoreAsync(swarm, random.Next(300));
        }),
        ("clients killed", static async (server, proxy, swarm, random) =>
        {
            using var client = server.Connect();
            _ = client.Command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            await PublishedMoreAsync(swarm, random.Next(300));
        }),
    ];

    private static Task PublishedMoreAsync(Swarm swarm, int count)
    {
        long target = swarm.Publishers.Sum(static pod => pod.Account.Published) + count;
        return Wait.Until(() => swarm.Publishers.Sum(static pod => pod.Account.Published) >= target);
    }

    private static int Setting(string name, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(name) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
