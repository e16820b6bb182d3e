using Microsoft.Extensions.Logging.Abstractions;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class QueueTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_is_queued_is_remembered()
    {
        var random = new Random(11);
        MemoryEvent[] events = [.. Enumerable.Range(0, 1000).Select(_ => Events.Random(random, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)))];
        await using var memory = directory.Open();
        await using (var queue = new MemoryQueue(memory, new MemoryQueueOptions(), TimeProvider.System, NullLogger.Instance))
        {
            Assert.All(events, given => Assert.True(queue.TryAdd(given.Text, given.Meta, given.MetaJson.Span, given.DataJson.Span)));
            Assert.True(await queue.FlushAsync().WaitAsync(TimeSpan.FromMinutes(1)));
            Assert.Equal(1000, queue.Remembered);
        }

        var filter = Meta.Domain == "hooks" && Meta.Status == EntityStatus.Failed;
        Assert.Equal(1000, await memory.CountAsync(MemoryFilter.All));
        Assert.Equal(events.Count(given => given.Meta is { Domain: "hooks", Status: EntityStatus.Failed }), await memory.CountAsync(filter));
    }
}
