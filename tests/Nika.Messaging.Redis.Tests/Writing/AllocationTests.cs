using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Writing;

[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationCollection;

/// <summary>Alone in the process: what is measured is the whole process's allocation.</summary>
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task Writing_allocates_nothing(int atOnce)
    {
        using var server = RedisServer.Start();
        var counter = new Counter();
        await using var pod = await Pod.StartAsync(server, sink: counter);
        byte[] key = "nika:ipc:job-1"u8.ToArray();
        byte[] write = [.. key, .. Pod.Encode(("type", "step_result"), ("data", new string('x', 200))).Span];
        var header = new WriteHeader { Kind = WriteKind.Append, KeyLength = key.Length, Descriptor = Pod.Descriptor(TimeSpan.FromHours(2), maxLength: 5000), Id = Guid.NewGuid() };
        int count = atOnce == 1 ? 1_000 : 100_000;
        Run(pod, header, write, counter, count, atOnce); // warm: compiled methods, pools, the socket's own operations

        // Were it the writes that allocate, each round would. The runtime does at times (a new pool thread, a method compiled again), but not in every round.
        long least = long.MaxValue;
        for (int round = 0; round < 10 && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Run(pod, header, write, counter, count, atOnce);
            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            TestContext.Current.SendDiagnosticMessage("{0} bytes for {1} writes, {2} at once", allocated, count, atOnce);
            least = Math.Min(least, allocated);
        }

        Assert.Equal(0, least);
    }

    private static void Run(Pod pod, in WriteHeader header, byte[] write, Counter counter, int count, int atOnce)
    {
        int target = counter.Delivered + count;
        int sent = counter.Delivered;
        var spin = new SpinWait();
        while (counter.Delivered < target)
        {
            while (sent < target && sent - counter.Delivered < atOnce && pod.Lane.TryAdd(in header, write, null) is null)
            {
                sent++;
            }

            spin.SpinOnce(sleep1Threshold: -1); // a sleep for each write would be all there is to wait for
        }
    }

    private sealed class Counter : IWriteOutcomes
    {
        private int delivered;

        public int Delivered => Volatile.Read(ref delivered);

        void IWriteOutcomes.Delivered(in WriteHeader header, in EncodedWrite write) => Volatile.Write(ref delivered, delivered + 1);

        PublishResult IWriteOutcomes.Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane) =>
            throw new InvalidOperationException(reason);
    }
}
