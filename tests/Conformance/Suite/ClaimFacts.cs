using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Pending entries: taken over, renewed, counted, and gone once trimmed.</summary>
public abstract class ClaimFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task What_is_pending_can_be_taken_over()
    {
        var (key, given) = await GivenAsync(3);
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given[1].Id));
        var (claimed, trimmed) = await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero);

        Assert.Equal(["n=0", "n=2"], claimed.Select(static entry => entry.Text));
        Assert.All(claimed, entry => Assert.Equal(key, entry.Key));
        Assert.Empty(trimmed);
    }

    [Fact]
    public async Task What_is_not_idle_long_enough_stays()
    {
        var (key, _) = await GivenAsync(3);

        var (claimed, _) = await Subject.ClaimAllAsync(key, "g", "c2", Hour);
        Assert.Empty(claimed);
    }

    [Fact]
    public async Task What_was_idle_long_enough_is_redelivered_once()
    {
        var (key, _) = await GivenAsync(2);
        List<Entry> claimed = [];
        await Subject.ElapseAsync(Brief, async () =>
        {
            claimed.AddRange((await Subject.ClaimAllAsync(key, "g", "c2", Brief)).Claimed);
            return claimed.Count >= 2;
        });

        Assert.Equal(["n=0", "n=1"], claimed.Select(static entry => entry.Text));
        Assert.All(claimed, static entry => Assert.Equal(2, entry.Deliveries));
        Assert.Empty((await Subject.ClaimAllAsync(key, "g", "c1", Hour)).Claimed);
    }

    [Fact]
    public async Task Every_claim_counts_as_a_delivery()
    {
        var (key, _) = await GivenAsync(1);
        for (int deliveries = 2; deliveries < 7; deliveries++)
        {
            Assert.Equal(deliveries, Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero)).Claimed).Deliveries);
        }
    }

    [Fact]
    public async Task Renewing_counts_as_none()
    {
        var (key, given) = await GivenAsync(1);
        for (int i = 0; i < 3; i++)
        {
            await Store.RenewAsync(key, "g", "c1", new[] { given[0].Id }, default);
        }

        Assert.Equal(2, Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero)).Claimed).Deliveries);
    }

    [Fact]
    public async Task Renewing_restarts_the_idle_clock()
    {
        var idle = TimeSpan.FromSeconds(3);
        var (key, given) = await GivenAsync(3);

        // Sleeping until the store has seen enough time pass: an entry of a second group tells.
        string clock = NewKey();
        var start = await Store.AppendAsync(clock, Fields.Number(0), Hour, default);
        await Subject.ElapseAsync(idle, async () =>
            (await Store.AppendAsync(clock, Fields.Number(0), Hour, default)).Milliseconds >= start.Milliseconds + (ulong)idle.TotalMilliseconds);
        await Store.RenewAsync(key, "g", "c1", new[] { given[0].Id, given[2].Id }, default);

        Assert.Equal("n=1", Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", idle)).Claimed).Text);
    }

    [Fact]
    public async Task Renewing_what_is_not_held_changes_nothing()
    {
        var (key, given) = await GivenAsync(2);
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given[0].Id));
        await Store.RenewAsync(key, "g", "c1", new[] { given[0].Id, StreamId.Max }, default);
        await Store.RenewAsync(key, "no such group", "c1", new[] { given[1].Id }, default);

        Assert.Equal("n=1", Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero)).Claimed).Text);
    }

    [Fact]
    public async Task Renewing_does_not_take_back_what_another_has_claimed()
    {
        var (key, given) = await GivenAsync(1);
        Assert.Equal(2, Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero)).Claimed).Deliveries);
        await Subject.ElapseAsync(Brief, async () =>
        {
            // Its first holder wakes up, and renews all the while; were it his, it would never be idle.
            await Store.RenewAsync(key, "g", "c1", new[] { given[0].Id }, default);
            return (await Subject.ClaimAllAsync(key, "g", "c3", Brief)).Claimed.Count == 1;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task The_cursor_reaches_every_pending_entry_once(int count)
    {
        var (key, given) = await GivenAsync(250);
        var (claimed, _) = await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero, count);

        Assert.Equal(given.Select(static entry => entry.Id), claimed.Select(static entry => entry.Id));
    }

    [Fact]
    public async Task The_cursor_passes_entries_that_are_not_idle()
    {
        var (key, _) = await GivenAsync(250);

        Assert.Empty((await Subject.ClaimAllAsync(key, "g", "c2", Hour, count: 3)).Claimed);
    }

    [Fact]
    public async Task The_batch_is_cleared_first()
    {
        var (key, _) = await GivenAsync(1);
        var batch = new EntryBatch();
        batch.AddEntry("left over", StreamId.Max, 1);
        _ = await Store.ClaimAsync(key, "g", "c2", TimeSpan.Zero, StreamId.Zero, 10, batch, default);

        Assert.Equal("n=0", Assert.Single(Entry.AllOf(batch)).Text);
    }

    [Fact]
    public async Task What_was_trimmed_is_reported_once_and_no_longer_pending()
    {
        var (key, given) = await GivenAsync(300);
        await Subject.AppendNumbersAsync(key, 300, 150, maxLength: 20);
        var left = (await Subject.RangeAsync(key)).ConvertAll(static entry => entry.Id);
        var gone = given.ConvertAll(static entry => entry.Id);
        _ = gone.RemoveAll(left.Contains);
        Assert.True(gone.Count > 200, $"Only {gone.Count} were trimmed.");

        // However short they have been pending: nobody can get them any more.
        var (claimed, trimmed) = await Subject.ClaimAllAsync(key, "g", "c2", Hour);
        Assert.Empty(claimed);
        Assert.Equal(gone, trimmed);
        Assert.Empty((await Subject.ClaimAllAsync(key, "g", "c2", Hour)).Trimmed);
        Assert.Equal(0, await Subject.AcknowledgeAsync(key, "g", [.. gone]));
    }

    [Fact]
    public async Task What_was_trimmed_can_still_be_acknowledged_by_its_handler()
    {
        var (key, given) = await GivenAsync(300);
        await Subject.AppendNumbersAsync(key, 300, 150, maxLength: 20);

        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given[0].Id));
        Assert.DoesNotContain(given[0].Id, (await Subject.ClaimAllAsync(key, "g", "c2", Hour)).Trimmed);
    }

    [Fact]
    public async Task Absent_streams_and_groups_have_nothing_to_claim()
    {
        var (key, _) = await GivenAsync(1);
        foreach (var (stream, group) in new[] { (NewKey(), "g"), (key, "no such group") })
        {
            var (claimed, trimmed) = await Subject.ClaimAllAsync(stream, group, "c", TimeSpan.Zero);
            Assert.Empty(claimed);
            Assert.Empty(trimmed);
        }
    }

    /// <summary>Numbers from 0 on, read by <c>c1</c> of group <c>g</c> and not acknowledged.</summary>
    private async Task<(string Key, List<Entry> Given)> GivenAsync(int count)
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, count);
        await using var reader = Group("g", "c1", key);
        return (key, await reader.ReadManyAsync(count));
    }
}
