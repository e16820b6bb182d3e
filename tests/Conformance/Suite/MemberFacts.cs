using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Who is in a group, who leads it, and how it stands.</summary>
public abstract class MemberFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const string Lease = "nika:lease:test";

    [Fact]
    public async Task A_lease_has_one_holder_until_it_gives_it_back()
    {
        var taken = await Store.LeaseAsync(Lease, "one", Hour, default);
        Assert.Equal("one", taken.Holder);
        var refused = await Store.LeaseAsync(Lease, "two", Hour, default);
        Assert.Equal("one", refused.Holder);
        Assert.InRange(refused.Left!.Value, Hour - TimeSpan.FromMinutes(5), Hour);
        Assert.False(await Store.EndLeaseAsync(Lease, "two", default));
        Assert.True(await Store.EndLeaseAsync(Lease, "one", default));
        Assert.False(await Store.EndLeaseAsync(Lease, "one", default));
        Assert.Equal("two", (await Store.LeaseAsync(Lease, "two", Hour, default)).Holder);
    }

    [Fact]
    public async Task A_lease_ends_with_its_time_unless_renewed()
    {
        _ = await Store.LeaseAsync(Lease, "one", Brief, default);
        _ = await Store.LeaseAsync(Lease, "one", Hour, default);
        Assert.Equal("one", (await Store.LeaseAsync(Lease, "two", Brief, default)).Holder);
        Assert.InRange((await Store.LeaseAsync(Lease, "one", Brief, default)).Left!.Value, TimeSpan.Zero, Brief);
        await Subject.ElapseAsync(Brief, async () => (await Store.LeaseAsync(Lease, "two", Hour, default)).Holder == "two");
    }

    [Fact]
    public async Task Of_many_who_want_a_lease_at_once_one_gets_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n => (await Task.Run(() => Store.LeaseAsync(Lease, $"c{n}", Hour, default).AsTask())).Holder));
        _ = Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_of_another_type_is_no_lease_and_stays_as_it_is()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 1);
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.LeaseAsync(key, "one", Hour, default));
        _ = Assert.Single(await Subject.RangeAsync(key));
    }

    [Fact]
    public async Task Silent_consumers_without_pending_entries_are_removed_and_nobody_else()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 3);
        foreach (string consumer in (string[])["holds", "done", "me"])
        {
            await using var reader = Group("g", consumer, key);
            var entry = Assert.Single(await reader.ReadAsync(count: 1));
            if (consumer != "holds")
            {
                _ = await Subject.AcknowledgeAsync(key, "g", entry.Id);
            }
        }

        Assert.Empty(await Store.ReapAsync(key, "g", "me", Hour, default));
        List<string> gone = [];
        await Subject.ElapseAsync(Brief, async () =>
        {
            gone.AddRange(await Store.ReapAsync(key, "g", "me", Brief, default));
            return gone.Contains("done", StringComparer.Ordinal);
        });
        Assert.Equal(["done"], gone);
        var members = await Store.MembersAsync(key, "g", default);
        Assert.Equal(["holds", "me"], members.Select(static member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, members.Single(static member => member.Name == "holds").Pending);
        Assert.Single((await Subject.ClaimAllAsync(key, "g", "me", TimeSpan.Zero)).Claimed);
    }

    [Fact]
    public async Task Absent_streams_and_groups_have_no_members_and_no_figures()
    {
        string key = NewKey();
        Assert.Empty(await Store.MembersAsync(key, "g", default));
        Assert.Empty(await Store.ReapAsync(key, "g", "me", TimeSpan.Zero, default));
        Assert.Null(await Store.FiguresAsync(key, "g", default));
        await Subject.AppendNumbersAsync(key, 0, 1);
        Assert.Empty(await Store.MembersAsync(key, "g", default));
        Assert.Empty(await Store.ReapAsync(key, "g", "me", TimeSpan.Zero, default));
        Assert.Null(await Store.FiguresAsync(key, "g", default));
    }

    [Fact]
    public async Task Figures_tell_lag_pending_and_the_oldest_pending_ones_age()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 5);
        await using var reader = Group("g", "c", key);
        var given = (await reader.ReadAsync(count: 2)).ConvertAll(static entry => entry.Id);
        var figures = await Store.FiguresAsync(key, "g", default);
        Assert.Equal((key, "g", 5L - given.Count, (long)given.Count, 1L), (figures!.Stream, figures.Group, figures.Lag, figures.Pending, figures.Consumers));
        await Subject.ElapseAsync(Brief, async () => (await Store.FiguresAsync(key, "g", default))!.OldestPendingAge >= Brief);

        // Renewing does not make it younger.
        await Store.RenewAsync(key, "g", "c", given.ToArray(), default);
        Assert.True((await Store.FiguresAsync(key, "g", default))!.OldestPendingAge >= Brief);
        _ = await Subject.AcknowledgeAsync(key, "g", [.. given]);
        figures = await Store.FiguresAsync(key, "g", default);
        Assert.Equal((0L, null), (figures!.Pending, figures.OldestPendingAge));
    }

    [Fact]
    public async Task The_lag_is_known_after_deletes_too()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 6);
        await using var reader = Group("g", "c", key);
        _ = await reader.ReadAsync(count: 1);
        var entries = await Subject.RangeAsync(key);
        Assert.Equal(1, await Store.DeleteAsync(key, new[] { entries[3].Id }, default));
        Assert.Equal(4, (await Store.FiguresAsync(key, "g", default))!.Lag);
    }

    [Fact]
    public async Task An_interrupted_read_ends_with_nothing_and_the_next_one_reads_on()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        var batch = new EntryBatch();
        for (int round = 0; round < 20; round++)
        {
            var read = reader.ReadAsync(batch, 10, default).AsTask();
            if (round % 2 == 0)
            {
                await Task.Yield();
            }

            reader.Interrupt();
            await read.WaitAsync(StoreUnderTest.Patience);
            Assert.Equal(0, batch.Count);

            // Before the read, too.
            reader.Interrupt();
            await reader.ReadAsync(batch, 10, default).AsTask().WaitAsync(StoreUnderTest.Patience);
            Assert.Equal(0, batch.Count);
        }

        await Subject.AppendNumbersAsync(key, 0, 1);
        Assert.Equal("n=0", Assert.Single(await reader.ReadAsync()).Text);
    }
}
