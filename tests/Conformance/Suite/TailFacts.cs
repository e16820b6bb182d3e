using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Reading without a group: everyone gets everything.</summary>
public abstract class TailFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task From_zero_everything_is_read()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 5);
        await using var tail = Tail((key, StreamId.Zero));

        var entries = await tail.ReadManyAsync(5, count: 2);
        Assert.Equal(["n=0", "n=1", "n=2", "n=3", "n=4"], entries.Select(static entry => entry.Text));
        Assert.All(entries, static entry => Assert.Equal(0, entry.Deliveries));
    }

    [Fact]
    public async Task From_an_id_what_follows_it_is_read()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 5);
        var third = (await Subject.RangeAsync(key))[2].Id;
        await using var tail = Tail((key, third));

        Assert.Equal(["n=3", "n=4"], (await tail.ReadManyAsync(2)).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task A_blocked_read_gets_what_is_appended()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(0));
        await using var tail = Tail((key, await Store.LastIdAsync(key, default)));
        var read = tail.ReadAsync();
        await Subject.AppendAsync(key, Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task An_absent_stream_is_read_once_it_appears()
    {
        string key = NewKey();
        await using var tail = Tail((key, await Store.LastIdAsync(key, default)));
        var read = tail.ReadAsync();
        await Subject.AppendAsync(key, Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task Following_an_absent_stream_does_not_make_it()
    {
        string absent = NewKey();
        string other = NewKey();
        await using var tail = Tail((absent, StreamId.Zero), (other, StreamId.Zero));
        await Subject.AppendAsync(other, Fields.Number(1));
        _ = await tail.ReadAsync();

        Assert.Null(await Subject.TimeToLiveAsync(absent));
    }

    [Fact]
    public async Task Every_reader_gets_every_entry()
    {
        string key = NewKey();
        await using var one = Tail((key, StreamId.Zero));
        await using var other = Tail((key, StreamId.Zero));
        var reads = Task.WhenAll(one.ReadManyAsync(20), other.ReadManyAsync(20));
        await Subject.AppendNumbersAsync(key, 0, 20);

        Assert.All(await reads, static entries => Assert.Equal(Enumerable.Range(0, 20).Select(static n => $"n={n}"), entries.Select(static entry => entry.Text)));
    }

    [Fact]
    public async Task Several_streams_are_read_by_one_reader()
    {
        string first = NewKey();
        string second = NewKey();
        await Subject.AppendNumbersAsync(first, 0, 10);
        await Subject.AppendNumbersAsync(second, 100, 10);
        await using var tail = Tail((first, StreamId.Zero), (second, StreamId.Zero));

        var entries = await tail.ReadManyAsync(20, count: 4);
        Assert.Equal(Enumerable.Range(0, 10).Select(static n => $"n={n}"), entries.Where(entry => entry.Key == first).Select(static entry => entry.Text));
        Assert.Equal(Enumerable.Range(100, 10).Select(static n => $"n={n}"), entries.Where(entry => entry.Key == second).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task A_stream_can_be_added_while_a_read_is_blocked()
    {
        string first = NewKey();
        string second = NewKey();
        await Subject.AppendAsync(second, Fields.Number(2));
        await using var tail = Tail((first, StreamId.Zero));
        var read = tail.ReadAsync();
        tail.Add(second, StreamId.Zero);

        Assert.Equal("n=2", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task A_removed_stream_is_not_read()
    {
        string kept = NewKey();
        string removed = NewKey();
        await using var tail = Tail((kept, StreamId.Zero), (removed, StreamId.Zero));
        await Subject.AppendAsync(kept, Fields.Number(0));
        Assert.Equal("n=0", Assert.Single(await tail.ReadAsync()).Text);
        tail.Remove(removed);
        await Subject.AppendAsync(removed, Fields.Number(1));
        await Subject.AppendAsync(kept, Fields.Number(2));

        Assert.Equal("n=2", Assert.Single(await tail.ReadAsync()).Text);
    }

    [Fact]
    public async Task Adding_a_stream_again_moves_it()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 3);
        await using var tail = Tail((key, StreamId.Zero));
        var first = await tail.ReadManyAsync(3);
        tail.Add(key, first[0].Id);

        Assert.Equal(["n=1", "n=2"], (await tail.ReadManyAsync(2)).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task A_blocked_read_can_be_cancelled_and_the_reader_reads_on()
    {
        string key = NewKey();
        await using var tail = Tail((key, StreamId.Zero));
        using var cancel = new CancellationTokenSource();
        var read = tail.ReadAsync(new EntryBatch(), 10, cancel.Token).AsTask();
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(StoreUnderTest.Patience));
        await Subject.AppendAsync(key, Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await tail.ReadAsync()).Text);
    }

    [Fact]
    public async Task A_stream_that_went_and_came_back_is_read_on()
    {
        string key = NewKey();
        await using var tail = Tail((key, StreamId.Zero));
        await Subject.AppendAsync(key, Fields.Number(0));
        _ = await tail.ReadAsync();
        await Subject.DeleteAsync(key);
        var read = tail.ReadAsync();
        await Subject.AppendAsync(key, Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await read).Text);
    }

    private ITailReader Tail(params (string Key, StreamId After)[] streams)
    {
        var reader = Store.OpenTail();
        foreach (var (key, after) in streams)
        {
            reader.Add(key, after);
        }

        return reader;
    }
}
