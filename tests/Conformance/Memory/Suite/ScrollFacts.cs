namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Reading events by time.</summary>
public abstract class ScrollFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    [Fact]
    public async Task Every_event_comes_once_in_the_order_of_time_over_many_pages()
    {
        // Many share a microsecond: pages must neither repeat nor miss any of those.
        var random = new Random(5);
        MemoryEvent[] events = [.. Enumerable.Range(0, 1500).Select(i => TestEvents.Of(new NikaMeta { Timestamp = TestEvents.April.AddTicks((i / 400) * TimeSpan.TicksPerMicrosecond) }))];
        random.Shuffle(events);
        foreach (var batch in events.Chunk(500))
        {
            await Memory.RememberAsync(batch, Cancellation);
        }

        var times = events.ToDictionary(given => given.Id, given => given.Meta.Timestamp);
        Guid[] oldest = await ScrollIdsAsync(MemoryFilter.All);
        Guid[] newest = await ScrollIdsAsync(MemoryFilter.All, MemoryOrder.NewestFirst);

        Assert.Equal(times.Keys.Order(), oldest.Order());
        Assert.Equal(times.Keys.Order(), newest.Order());
        Assert.Equal(times.Values.Order(), oldest.Select(id => times[id]));
        Assert.Equal(times.Values.OrderDescending(), newest.Select(id => times[id]));
    }

    [Fact]
    public async Task Only_what_the_filter_means_is_read()
    {
        var random = new Random(6);
        MemoryEvent[] events = [.. Enumerable.Range(0, 400).Select(_ => TestEvents.Random(random))];
        await Memory.RememberAsync(events, Cancellation);
        var filter = Meta.Domain == "hooks" && Meta.Time >= TestEvents.April.AddTicks(3000);
        Assert.Equal(events.Where(candidate => FilterModel.Holds(filter, candidate)).Select(candidate => candidate.Id).Order(), (await ScrollIdsAsync(filter)).Order());
        Assert.Empty(await ScrollIdsAsync(MemoryFilter.None));
    }

    [Fact]
    public async Task A_reader_may_stop_early()
    {
        await Memory.RememberAsync([.. Enumerable.Range(0, 10).Select(i => TestEvents.Of(new NikaMeta { Timestamp = TestEvents.April.AddSeconds(i) }))], Cancellation);
        await foreach (var first in Memory.ScrollAsync(MemoryFilter.All, cancellationToken: Cancellation))
        {
            Assert.Equal(TestEvents.April.AddSeconds(9), first.Meta.Timestamp);
            break;
        }
    }
}
