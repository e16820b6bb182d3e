using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>How long keys and entries are kept.</summary>
public abstract class RetentionFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    // Redis trims whole nodes of its tree, of a hundred entries by default; a store may be more exact, not less.
    private const int EntriesPerNode = 100;

    [Fact]
    public async Task A_write_sets_the_keys_time_to_live()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1), TimeSpan.FromSeconds(100));

        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(100));
    }

    [Fact]
    public async Task Each_write_renews_the_keys_time_to_live()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1), Hour);
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(key) <= Hour - Brief);
        var worn = await Subject.TimeToLiveAsync(key);
        await Subject.AppendAsync(key, Fields.Number(2), Hour);

        Assert.True(await Subject.TimeToLiveAsync(key) > worn, "The second write did not renew the expiry.");
    }

    [Fact]
    public async Task A_shorter_time_to_live_cuts_no_longer_one_short()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1), Hour);
        await Subject.AppendAsync(key, Fields.Number(2), TimeSpan.FromMinutes(1));
        _ = await Store.AppendAsync(key, Fields.Number(3), TimeSpan.FromMinutes(1), default);
        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour / 2, Hour);

        await Subject.AppendAsync(key, Fields.Number(4), Hour * 2);
        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour * 1.5, Hour * 2);
    }

    [Fact]
    public async Task A_key_goes_when_its_time_is_up()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1), Brief);
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(key) is null);

        Assert.Empty(await Subject.RangeAsync(key));
        Assert.Equal(StreamId.Zero, await Store.LastIdAsync(key, default));
    }

    [Fact]
    public async Task An_absent_key_has_no_time_to_live() => Assert.Null(await Subject.TimeToLiveAsync(NewKey()));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(250)]
    public async Task A_bound_by_number_keeps_that_many_and_not_much_more(int bound)
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 600, maxLength: bound);

        var kept = await Subject.RangeAsync(key);
        Assert.InRange(kept.Count, bound, bound + EntriesPerNode);
        Assert.Equal(Enumerable.Range(600 - kept.Count, kept.Count).Select(static n => $"n={n}"), kept.Select(static entry => entry.Text));
    }

    [Fact]
    public async Task Without_a_bound_everything_is_kept()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 600);

        Assert.Equal(600, (await Subject.RangeAsync(key)).Count);
    }

    [Fact]
    public async Task A_bound_by_age_drops_the_old_and_keeps_the_young()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 350, retention: Hour);
        Assert.Equal(350, (await Subject.RangeAsync(key)).Count);

        // A store at a distance may take the server's clock to be a little behind, never ahead: it trims somewhat later.
        int next = 350;
        List<Entry> kept = [];
        await Subject.ElapseAsync(Brief * 2, async () =>
        {
            await Subject.AppendAsync(key, Fields.Number(next++), retention: Brief);
            kept = await Subject.RangeAsync(key);
            return kept.Count <= next - 350 + EntriesPerNode;
        });

        Assert.Equal(Enumerable.Range(next - kept.Count, kept.Count).Select(static n => $"n={n}"), kept.Select(static entry => entry.Text));
        Assert.InRange(kept.Count, 1, next - 350 + EntriesPerNode);
    }

    [Fact]
    public async Task What_is_trimmed_does_not_change_the_last_id()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 300);
        var last = await Store.LastIdAsync(key, default);
        await Subject.AppendAsync(key, Fields.Number(300), maxLength: 1);
        var kept = await Subject.RangeAsync(key);

        Assert.True(kept[0].Id > StreamId.Zero);
        Assert.True(await Store.LastIdAsync(key, default) > last);
        Assert.Equal(kept[^1].Id, await Store.LastIdAsync(key, default));
    }
}
