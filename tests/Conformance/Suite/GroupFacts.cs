using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Consumer groups: each entry to one of their consumers.</summary>
public abstract class GroupFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task A_new_group_reads_from_the_streams_beginning()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 3);
        await using var reader = Group("g", "c", key);

        var entries = await reader.ReadManyAsync(3);
        Assert.Equal(["n=0", "n=1", "n=2"], entries.Select(static entry => entry.Text));
        Assert.All(entries, static entry => Assert.Equal(1, entry.Deliveries));
        Assert.All(entries, entry => Assert.Equal(key, entry.Key));
    }

    [Fact]
    public async Task A_group_goes_on_where_it_was_with_another_reader()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 5);
        await using (var first = Group("g", "c1", key))
        {
            Assert.Equal(2, (await first.ReadAsync(count: 2)).Count);
        }

        await using var second = Group("g", "c2", key);
        Assert.Equal(["n=2", "n=3", "n=4"], (await second.ReadManyAsync(3)).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task Two_groups_each_get_everything()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 4);
        await using var one = Group("one", "c", key);
        await using var other = Group("other", "c", key);

        Assert.Equal(4, (await one.ReadManyAsync(4)).Count);
        Assert.Equal(4, (await other.ReadManyAsync(4)).Count);
    }

    [Fact]
    public async Task A_blocked_read_gets_what_is_appended()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        var read = reader.ReadAsync();
        Assert.False(read.IsCompleted);
        await Subject.AppendAsync(key, Fields.Number(7));

        Assert.Equal("n=7", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task Blocked_consumers_share_the_entries()
    {
        string key = NewKey();
        var readers = Enumerable.Range(0, 3).Select(n => Group("g", $"c{n}", key)).ToArray();
        var taken = new List<Entry>();
        var reads = readers.Select(static reader => reader.ReadAsync(count: 1)).ToList();
        for (int n = 0; n < 30; n++)
        {
            await Subject.AppendAsync(key, Fields.Number(n));
            var done = await Task.WhenAny(reads);
            taken.AddRange(await done);
            int at = reads.IndexOf(done);
            reads[at] = readers[at].ReadAsync(count: 1);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(static n => $"n={n}"), taken.OrderBy(static entry => entry.Id).Select(static entry => entry.Text));
        await Subject.AppendNumbersAsync(key, 30, 3);
        Assert.Equal(3, (await Task.WhenAll(reads)).Sum(static last => last.Count));
        foreach (var reader in readers)
        {
            await reader.DisposeAsync();
        }
    }

    [Fact]
    public async Task No_more_entries_of_a_stream_than_asked_for()
    {
        string first = NewKey();
        string second = NewKey();
        await Subject.AppendNumbersAsync(first, 0, 10);
        await Subject.AppendNumbersAsync(second, 100, 10);
        await using var reader = Group("g", "c", first, second);

        // ReadManyAsync checks the bound of each read.
        var entries = await reader.ReadManyAsync(20, count: 3);
        Assert.Equal(Enumerable.Range(0, 10).Select(static n => $"n={n}"), entries.Where(entry => entry.Key == first).Select(static entry => entry.Text));
        Assert.Equal(Enumerable.Range(100, 10).Select(static n => $"n={n}"), entries.Where(entry => entry.Key == second).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task Acknowledging_counts_what_was_pending()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 3);
        await using var reader = Group("g", "c", key);
        var ids = (await reader.ReadManyAsync(3)).ConvertAll(static entry => entry.Id);

        Assert.Equal(2, await Subject.AcknowledgeAsync(key, "g", ids[0], ids[2]));
        Assert.Equal(0, await Subject.AcknowledgeAsync(key, "g", ids[0], ids[2]));
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", ids[0], ids[1], ids[1], StreamId.Max));
    }

    [Fact]
    public async Task Only_what_was_given_can_be_acknowledged()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 2);
        await using var reader = Group("g", "c", key);
        var given = Assert.Single(await reader.ReadAsync(count: 1));
        var notGiven = (await Subject.RangeAsync(key))[1];

        Assert.Equal(0, await Subject.AcknowledgeAsync(key, "g", notGiven.Id));
        Assert.Equal(0, await Subject.AcknowledgeAsync(key, "another", given.Id));
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given.Id));
    }

    [Fact]
    public async Task An_absent_stream_has_nothing_to_acknowledge_or_renew()
    {
        Assert.Equal(0, await Subject.AcknowledgeAsync(NewKey(), "g", new StreamId(1, 1)));
        await Store.RenewAsync(NewKey(), "g", "c", new StreamId[] { new(1, 1) }, default);
    }

    [Fact]
    public async Task Acknowledged_entries_stay_in_the_stream()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 1);
        await using var reader = Group("g", "c", key);
        var entry = Assert.Single(await reader.ReadAsync());
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", entry.Id));

        Assert.Equal(entry.Id, Assert.Single(await Subject.RangeAsync(key)).Id);
    }

    [Fact]
    public async Task Reading_does_not_touch_the_time_to_live()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(0), TimeSpan.FromMinutes(1));
        await using var reader = Group("g", "c", key);
        _ = await reader.ReadAsync();

        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_blocked_read_can_be_cancelled_and_the_reader_reads_on()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        using var cancel = new CancellationTokenSource();
        var read = reader.ReadAsync(new EntryBatch(), 10, cancel.Token).AsTask();
        await cancel.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(StoreUnderTest.Patience));

        // Cancelling may cross the first: then it was given to this consumer, and stays pending.
        await Subject.AppendAsync(key, Fields.Number(1));
        await Subject.AppendAsync(key, Fields.Number(2));
        var entries = await reader.ReadAsync();
        if (entries[^1].Text == "n=1")
        {
            entries = await reader.ReadAsync();
        }

        Assert.Equal("n=2", entries[^1].Text);
        var (pending, _) = await Subject.ClaimAllAsync(key, "g", "c", TimeSpan.Zero);
        Assert.Equal(["n=1", "n=2"], pending.Select(static entry => entry.Text));
    }
}
