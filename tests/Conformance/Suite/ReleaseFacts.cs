using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Handing entries back to the group.</summary>
public abstract class ReleaseFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const string Offer = "nika:released:job";
    private const string Other = "nika:released:else";

    [Fact]
    public async Task What_one_releases_another_takes_at_once_and_the_count_goes_on()
    {
        var (key, ids) = await GivenAsync(3);
        Assert.Equal(2, await Store.ReleaseAsync(key, "g", "c1", Offer, new[] { ids[0], ids[2] }, wasTried: true, default));

        var (taken, trimmed) = await TakeAsync(key, "c2", [Offer]);
        Assert.Empty(trimmed);
        Assert.Equal([(ids[0], 2L), (ids[2], 2L)], taken.Select(static entry => (entry.Id, entry.Deliveries)));
        Assert.Equal(["n=0", "n=2"], taken.Select(static entry => entry.Text));
        Assert.Equal(2, await Subject.AcknowledgeAsync(key, "g", ids[0], ids[2]));
        Assert.Empty((await TakeAsync(key, "c2", [Offer])).Taken);
    }

    [Fact]
    public async Task What_nobody_looked_at_counts_as_not_delivered()
    {
        var (key, ids) = await GivenAsync(1);
        for (int round = 0; round < 7; round++)
        {
            Assert.Equal(1, await Store.ReleaseAsync(key, "g", round % 2 == 0 ? "c1" : "c2", Offer, new[] { ids[0] }, wasTried: false, default));
            Assert.Equal(1, Assert.Single((await TakeAsync(key, round % 2 == 0 ? "c2" : "c1", [Offer])).Taken).Deliveries);
        }
    }

    [Fact]
    public async Task Only_what_is_offered_is_taken_and_no_more_than_asked_for()
    {
        var (key, ids) = await GivenAsync(5);
        _ = await Store.ReleaseAsync(key, "g", "c1", Offer, ids.ToArray().AsMemory(0, 2), wasTried: true, default);
        _ = await Store.ReleaseAsync(key, "g", "c1", Other, ids.ToArray().AsMemory(2, 2), wasTried: true, default);

        Assert.Empty((await TakeAsync(key, "c2", ["nika:released:third"])).Taken);
        Assert.Equal(ids[2], Assert.Single((await TakeAsync(key, "c2", [Other], count: 1)).Taken).Id);
        Assert.Equal([ids[3], ids[0]], (await TakeAsync(key, "c2", [Other, Offer], count: 2)).Taken.Select(static entry => entry.Id));
        Assert.Equal(ids[1], Assert.Single((await TakeAsync(key, "c2", [Other, Offer])).Taken).Id);
        Assert.Empty((await TakeAsync(key, "c2", [Other, Offer])).Taken);
    }

    [Fact]
    public async Task One_releases_only_what_one_holds()
    {
        var (key, ids) = await GivenAsync(3);
        _ = await Subject.AcknowledgeAsync(key, "g", ids[0]);
        Assert.Equal(0, await Store.ReleaseAsync(key, "g", "c2", Offer, ids.ToArray(), wasTried: true, default));
        Assert.Equal(2, await Store.ReleaseAsync(key, "g", "c1", Offer, ids.ToArray(), wasTried: true, default));
        Assert.Equal(0, await Store.ReleaseAsync(key, "g", "c1", Offer, ids.ToArray(), wasTried: true, default));
        Assert.Equal(2, (await TakeAsync(key, "c3", [Offer])).Taken.Count);
    }

    [Fact]
    public async Task What_nobody_takes_is_claimed_like_anything_else()
    {
        var (key, ids) = await GivenAsync(1);
        _ = await Store.ReleaseAsync(key, "g", "c1", Offer, ids.ToArray(), wasTried: true, default);
        Assert.Empty((await Subject.ClaimAllAsync(key, "g", "c1", TimeSpan.FromMinutes(10))).Claimed);
        await Subject.ElapseAsync(Brief, async () => (await Subject.ClaimAllAsync(key, "g", "c2", Brief)).Claimed is [{ Deliveries: 2 }]);
    }

    [Fact]
    public async Task What_was_trimmed_meanwhile_is_reported_once()
    {
        var (key, ids) = await GivenAsync(3);
        _ = await Store.ReleaseAsync(key, "g", "c1", Offer, ids.ToArray(), wasTried: true, default);
        Assert.Equal(1, await Store.DeleteAsync(key, new[] { ids[1] }, default));

        var (taken, trimmed) = await TakeAsync(key, "c2", [Offer]);
        Assert.Equal([ids[0], ids[2]], taken.Select(static entry => entry.Id));
        Assert.Equal([ids[1]], trimmed);
        Assert.Equal(2, (await Store.FiguresAsync(key, "g", default))!.Pending);
    }

    [Fact]
    public async Task Absent_streams_and_groups_have_nothing_to_release_or_take()
    {
        string key = NewKey();
        Assert.Equal(0, await Store.ReleaseAsync(key, "g", "c", Offer, new StreamId[] { new(1, 1) }, wasTried: true, default));
        Assert.Empty((await TakeAsync(key, "c", [Offer])).Taken);
        await Subject.AppendNumbersAsync(key, 0, 1);
        Assert.Equal(0, await Store.ReleaseAsync(key, "g", "c", Offer, new StreamId[] { new(1, 1) }, wasTried: true, default));
        Assert.Empty((await TakeAsync(key, "c", [Offer])).Taken);
    }

    [Fact]
    public async Task Deleting_takes_entries_out_and_leaves_their_neighbours()
    {
        string key = NewKey();
        Assert.Equal(0, await Store.DeleteAsync(key, new StreamId[] { new(1, 1) }, default));
        await Subject.AppendNumbersAsync(key, 0, 200);
        var all = await Subject.RangeAsync(key);
        var some = all.Where(static (_, i) => i % 7 == 3).Select(static entry => entry.Id).ToArray();
        Assert.Equal(some.Length, await Store.DeleteAsync(key, some, default));
        Assert.Equal(0, await Store.DeleteAsync(key, some, default));
        Assert.Equal(all.Where(static (_, i) => i % 7 != 3).Select(static entry => entry.Text), (await Subject.RangeAsync(key)).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task A_bounded_stream_keeps_its_newest()
    {
        string key = NewKey();
        for (int n = 0; n < 300; n++)
        {
            _ = await Store.AppendAsync(key, Fields.Number(n), Hour, 10, default);
        }

        var kept = await Subject.RangeAsync(key);
        Assert.InRange(kept.Count, 10, 200);
        Assert.Equal("n=299", kept[^1].Text);
        Assert.NotNull(await Subject.TimeToLiveAsync(key));
    }

    private async Task<(string Key, List<StreamId> Ids)> GivenAsync(int count)
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, count);
        await using var reader = Group("g", "c1", key);
        return (key, (await reader.ReadManyAsync(count)).ConvertAll(static entry => entry.Id));
    }

    private async Task<(List<Entry> Taken, IReadOnlyList<StreamId> Trimmed)> TakeAsync(string key, string consumer, string[] offers, int count = 100)
    {
        var batch = new EntryBatch();
        var trimmed = await Store.TakeReleasedAsync(key, "g", consumer, offers, count, batch, default);
        return (Entry.AllOf(batch), trimmed);
    }
}
