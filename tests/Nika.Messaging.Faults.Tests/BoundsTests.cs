using System.Diagnostics;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Outages again and again leave nothing behind: no connection, no file handle, no thread, no memory. Runs alone, since it measures the process.</summary>
[Collection(nameof(BoundsTests))]
[CollectionDefinition(nameof(BoundsTests), DisableParallelization = true)]
public sealed class BoundsTests
{
    private const int Rounds = 12;
    private const int WarmUp = 4;
    private const int MoreHandles = 8; // sockets that are being closed, files that are being written
    private const int MoreThreads = 24; // what the pool keeps for a while
    private const long MoreMemory = 16 * 1024 * 1024;

    [Fact]
    public async Task Outages_leave_no_handle_no_thread_and_no_memory_behind()
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server, new() { Burst = 2 });
        await swarm.PublishAsync();
        var before = default(Measured);
        for (int round = 0; round < Rounds; round++)
        {
            if (round == WarmUp)
            {
                before = Measured.Now();
            }

            server.Kill();
            await swarm.DownAsync();
            server.Restart();
            await swarm.UpAsync();
            await swarm.DeliveredMoreAsync(20);
        }

        await Wait.Until(() => Measured.Now().Handles <= before.Handles + MoreHandles, "handles are given back");
        var after = Measured.Now();
        Assert.InRange(after.Threads, 1, before.Threads + MoreThreads);
        Assert.InRange(after.Memory, 0, before.Memory + MoreMemory);
        await swarm.FinishAsync(Loss.ByServer);
    }

    private readonly record struct Measured(int Handles, int Threads, long Memory)
    {
        public static Measured Now()
        {
            using var process = Process.GetCurrentProcess();
            return new(Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
