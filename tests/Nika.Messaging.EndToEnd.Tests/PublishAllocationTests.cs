using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Publishing on Redis allocates nothing in the steady state, over the whole process: encoding, ring, socket, replies, journal.</summary>
[Collection(nameof(Alone))]
public sealed class PublishAllocationTests
{
    private const int Messages = 100_000;

    // What a timer, a socket's first wait or the thread pool may take once, in all: far below one byte a message.
    private const long Constant = 16 * 1024;

    [Fact]
    public async Task A_stream_message_costs_no_allocation()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var tick = new Tick(new("desk-1"), 7, 12.5m, new string('x', 130));
        await AssertNoAllocationAsync(pod, () => pod.Nika.Publish(in tick));
    }

    [Fact]
    public async Task A_journaled_message_costs_no_allocation()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var change = new JobChanged(new("task-1"), EntityStatus.Progress, new string('x', 130), new JobId("job-1"));
        await AssertNoAllocationAsync(pod, () => pod.Nika.Publish(in change));
        await Wait.Until(() => File.ReadLines(pod.BusFile).Count() == pod.Nika.Account.Published);
    }

    [Fact]
    public async Task A_tool_call_costs_no_allocation()
    {
        using var server = RedisServer.Start();
        await using var pod = await TestPod.StartAsync(server);
        var tools = pod.Nika.Tools;
        await AssertNoAllocationAsync(
            pod,
            () =>
            {
                using var call = tools.Begin("Read", "docs/a.md");
                call.Fail("no such file");
            },
            () => tools.Ended - tools.Stored - tools.Dropped);
        Assert.Equal(0, tools.Dropped);
    }

    private static Task AssertNoAllocationAsync(TestPod pod, Func<PublishResult> publish) =>
        AssertNoAllocationAsync(pod, () => _ = publish(), () => pod.Nika.Account.InFlight);

    private static async Task AssertNoAllocationAsync(TestPod pod, Action act, Func<long> inFlight)
    {
        // Until the lane is up messages go to the local log, which is not what is measured.
        await Wait.Until(() => pod.Nika.Gates.All(gate => gate.IsOpen));

        // The first round grows buffers and lets the runtime compile. In a later one a buffer may still grow, because the disk fell behind
        // as never before; what every message allocates is in each of them.
        _ = Run(act, inFlight);
        long allocated = long.MaxValue;
        for (int round = 0; round < 3 && allocated > Constant; round++)
        {
            allocated = Run(act, inFlight);
        }

        Assert.Equal((0, 0, 0), (pod.Nika.Account.Logged, pod.Nika.Account.Dropped, pod.Nika.Account.Replayed));
        Assert.True(allocated <= Constant, $"{allocated:N0} bytes for {Messages:N0} messages");
    }

    private static long Run(Action act, Func<long> inFlight)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Messages; i++)
        {
            act();
            if (i % 1024 == 0)
            {
                _ = SpinWait.SpinUntil(() => inFlight() < 16_384, TimeSpan.FromSeconds(30));
            }
        }

        _ = SpinWait.SpinUntil(() => inFlight() == 0, TimeSpan.FromSeconds(30));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
