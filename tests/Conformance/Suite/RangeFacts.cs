using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Reading by id.</summary>
public abstract class RangeFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task Both_ends_are_included()
    {
        var (key, ids) = await TenEntriesAsync();

        Assert.Equal(ids[2..6], (await Subject.RangeAsync(key, ids[2], ids[5])).Select(static entry => entry.Id));
        Assert.Equal([ids[4]], (await Subject.RangeAsync(key, ids[4], ids[4])).Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Ends_need_not_be_entries()
    {
        var (key, ids) = await TenEntriesAsync();
        var after = ids[3] with { Sequence = ids[3].Sequence + 1_000_000 };
        var last = ids[^1] with { Milliseconds = ids[^1].Milliseconds + 1 };

        Assert.Equal(ids.Where(id => id > after), (await Subject.RangeAsync(key, after, last)).Select(static entry => entry.Id));
        Assert.Empty(await Subject.RangeAsync(key, last, StreamId.Max));
    }

    [Fact]
    public async Task The_oldest_come_first_and_no_more_than_asked_for()
    {
        var (key, ids) = await TenEntriesAsync();

        Assert.Equal(ids[..3], (await Subject.RangeAsync(key, count: 3)).Select(static entry => entry.Id));
        Assert.Equal(ids[5..7], (await Subject.RangeAsync(key, ids[5], count: 2)).Select(static entry => entry.Id));
    }

    [Fact]
    public async Task Reversed_ends_find_nothing()
    {
        var (key, ids) = await TenEntriesAsync();

        Assert.Empty(await Subject.RangeAsync(key, ids[5], ids[2]));
    }

    [Fact]
    public async Task An_absent_stream_has_no_entries_and_no_last_id()
    {
        Assert.Empty(await Subject.RangeAsync(NewKey()));
        Assert.Equal(StreamId.Zero, await Store.LastIdAsync(NewKey(), default));
    }

    [Fact]
    public async Task A_stream_made_by_a_group_is_empty_but_there()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        using var soon = new CancellationTokenSource();
        var read = reader.ReadAsync(new EntryBatch(), 1, soon.Token).AsTask();
        await TestSupport.Wait.Until(async () => await Subject.TimeToLiveAsync(key) is not null, StoreUnderTest.Patience);

        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour / 2, Hour);
        Assert.Equal(StreamId.Zero, await Store.LastIdAsync(key, default));
        await soon.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task The_batch_is_cleared_first()
    {
        var (key, ids) = await TenEntriesAsync();
        var batch = new EntryBatch();
        batch.AddEntry("left over", StreamId.Max, 1);
        batch.AddFields(Fields.Number(99));
        await Store.RangeAsync(key, ids[0], ids[0], 10, batch, default);

        Assert.Equal("n=0", Assert.Single(Entry.AllOf(batch)).Text);
    }

    private async Task<(string Key, StreamId[] Ids)> TenEntriesAsync()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 10);
        return (key, [.. (await Subject.RangeAsync(key)).Select(static entry => entry.Id)]);
    }
}
