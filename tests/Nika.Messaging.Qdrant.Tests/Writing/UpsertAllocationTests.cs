using Nika.Messaging.Qdrant.Writing;

namespace Nika.Messaging.Qdrant.Tests.Writing;

public sealed class UpsertAllocationTests
{
    [Fact]
    public void Encoding_points_allocates_nothing_once_the_buffer_has_grown()
    {
        const int Count = 200;
        var random = new Random(1);
        MemoryEvent[] events = [.. Enumerable.Range(1, Count).Select(number => Events.Numbered(number, "Tests \"fail\" é 😀", "hooks", EntityStatus.Failed, data: """{"note": "spaced out", "n": 1.5}"""))];
        var vectors = new ReadOnlyMemory<float>[Count];
        for (int i = 0; i < Count; i++)
        {
            vectors[i] = Enumerable.Range(0, 384).Select(_ => (random.NextSingle() * 2) - 1).ToArray();
        }

        var buffer = new Utf8Buffer();
        long allocated = long.MaxValue;

        // The first rounds grow the buffer and are compiled; the runtime may compile again meanwhile, so the best of several counts.
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            int done = 0;
            while (done < Count)
            {
                buffer.Clear();
                done += UpsertEncoder.Write(events, vectors, done, 64, 128 * 1024, buffer);
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
        Assert.True(buffer.Length > 1000);
    }
}
