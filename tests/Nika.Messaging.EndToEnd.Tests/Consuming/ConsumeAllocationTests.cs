using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Consuming;

[Message("pulse")]
[Stream("desk:pulses")]
[Ttl("10m")]
[MaxLength(1_000_000)]
internal readonly partial record struct Pulse(int Number, long At);

[Handler("cg:desk")]
internal sealed partial class PulseCounter(Action<Pulse> count)
{
    public ValueTask HandleAsync(Pulse pulse)
    {
        count(pulse);
        return ValueTask.CompletedTask;
    }
}

[Handler("cg:desk", Concurrency = 64, FlowsContext = false)]
internal sealed partial class WidePulseCounter(Action<Pulse> count)
{
    public ValueTask HandleAsync(Pulse pulse)
    {
        count(pulse);
        return ValueTask.CompletedTask;
    }
}

/// <summary>What a handled message costs, over the whole process, beside the record and the strings of its envelope.</summary>
[Collection(nameof(Alone))]
public sealed class ConsumeAllocationTests
{
    private const int Messages = 5_000;

    // In a debug build, whose state machines are objects, with one slot a read and an ack for each message, and the ambient message.
    // With many slots reads and acks are shared: a release build takes less than 5 B; what it is exactly, the benchmarks' report gates.
    [Theory]
    [InlineData(1, 3072)]
    [InlineData(64, 1024)]
    public async Task A_handled_message_costs_little_beside_itself(int concurrency, long allowed)
    {
        using var server = RedisServer.Start();
        long handled = 0;
        await using var publisher = await TestPod.StartAsync(server);
        await using var pod = await TestPod.StartAsync(server, builder => _ = concurrency == 1
            ? builder.AddHandler(services => new PulseCounter(_ => Interlocked.Increment(ref handled)))
            : builder.AddHandler(services => new WidePulseCounter(_ => Interlocked.Increment(ref handled))));
        await Wait.Until(() => publisher.Nika.Gates.All(gate => gate.IsOpen));
        long last = 0;
        var took = TimeSpan.Zero;
        for (int round = 0; round < 3; round++)
        {
            pod.Nika.PauseConsuming();
            long start = Interlocked.Read(ref handled);
            for (int i = 0; i < Messages; i++)
            {
                _ = publisher.Nika.Publish(new Pulse(i, i));
            }

            await Wait.Until(() => publisher.Nika.Account.InFlight == 0);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long from = TimeProvider.System.GetTimestamp();
            pod.Nika.ResumeConsuming();
            _ = SpinWait.SpinUntil(() => pod.Nika.Consumed.Acked >= start + Messages, TimeSpan.FromMinutes(1));
            took = TimeProvider.System.GetElapsedTime(from);
            last = (GC.GetTotalAllocatedBytes(precise: true) - before) / Messages;
        }

        long envelope = await EnvelopeBytesAsync(server);
        TestContext.Current.TestOutputHelper!.WriteLine($"{last} bytes a message, of which its envelope {envelope}; {Messages / took.TotalSeconds:N0} a second");
        Assert.True(last - envelope <= allowed, $"{last} bytes a message, of which its envelope {envelope}");
    }

    private static async Task<long> EnvelopeBytesAsync(RedisServer server)
    {
        await using var looking = await TestPod.StartAsync(server);
        var batch = new EntryBatch();
        await looking.Nika.Store.RangeAsync("desk:pulses", StreamId.Zero, StreamId.Max, 1, batch, default);
        var entry = new ReceivedEntry();
        entry.CopyFrom(batch[0]);
        _ = entry.ReadEnvelope();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _ = entry.ReadEnvelope();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;
    }
}
