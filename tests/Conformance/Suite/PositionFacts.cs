using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>How far a group has come: what it was given last, and what of that is pending.</summary>
public abstract class PositionFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const int Plenty = 1000;

    [Fact]
    public async Task Absent_streams_and_groups_have_none()
    {
        string key = NewKey();
        Assert.Null(await PositionAsync(key));
        await Subject.AppendNumbersAsync(key, 0, 1);
        Assert.Null(await PositionAsync(key));
        await using var reader = Group("g", "c1", key);
        _ = await reader.ReadManyAsync(1);

        Assert.NotNull(await PositionAsync(key));
        Assert.Null(await Store.PositionAsync(key, "no such group", Plenty, default));
        Assert.Null(await Store.PositionAsync(NewKey(), "g", Plenty, default));
    }

    [Fact]
    public async Task Asking_for_less_than_one_is_a_mistake()
    {
        var (key, _) = await GivenAsync(1);
        foreach (int count in (int[])[0, -1])
        {
            _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.PositionAsync(key, "g", count, default));
            _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.RangeAsync(key, StreamId.Zero, StreamId.Max, count, new EntryBatch(), default));
            _ = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.ClaimAsync(key, "g", "c", TimeSpan.Zero, StreamId.Zero, count, new EntryBatch(), default));
        }
    }

    [Fact]
    public async Task What_was_given_is_pending_and_the_last_of_it_is_the_position()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 5);
        await using var reader = Group("g", "c1", key);
        var given = Ids(await reader.ReadAsync(count: 2));
        Assert.Equal(2, given.Count);
        await AssertPositionAsync(key, given[^1], given);

        given.AddRange(Ids(await reader.ReadManyAsync(3)));
        await AssertPositionAsync(key, given[^1], given);

        // What no one was given yet does not count.
        await Subject.AppendNumbersAsync(key, 5, 5);
        await AssertPositionAsync(key, given[^1], given);
    }

    [Fact]
    public async Task What_was_acknowledged_is_no_longer_pending_and_the_position_stays()
    {
        var (key, given) = await GivenAsync(5);
        var last = given[^1];
        Assert.Equal(2, await Subject.AcknowledgeAsync(key, "g", given[1], given[4]));
        await AssertPositionAsync(key, last, [given[0], given[2], given[3]]);

        Assert.Equal(3, await Subject.AcknowledgeAsync(key, "g", given[0], given[2], given[3]));
        await AssertPositionAsync(key, last, []);
    }

    [Fact]
    public async Task What_another_has_claimed_is_still_pending()
    {
        var (key, given) = await GivenAsync(3);
        var (claimed, _) = await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero);
        Assert.Equal(given, Ids(claimed));
        await AssertPositionAsync(key, given[^1], given);

        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given[0]));
        await AssertPositionAsync(key, given[^1], given[1..]);
    }

    [Fact]
    public async Task What_was_trimmed_is_pending_until_a_claim_has_reported_it()
    {
        var (key, given) = await GivenAsync(300);
        await Subject.AppendNumbersAsync(key, 300, 150, maxLength: 20);
        await AssertPositionAsync(key, given[^1], given);

        var (_, trimmed) = await Subject.ClaimAllAsync(key, "g", "c2", Hour);
        Assert.NotEmpty(trimmed);
        await AssertPositionAsync(key, given[^1], [.. given.Except(trimmed)]);
    }

    [Fact]
    public async Task Each_group_has_its_own()
    {
        var (key, given) = await GivenAsync(4);
        await using var other = Group("other", "c1", key);
        var first = Ids(await other.ReadAsync(count: 1));
        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "other", first[0]));

        var position = await Store.PositionAsync(key, "other", Plenty, default);
        Assert.Equal(given[0], position!.LastDelivered);
        Assert.Empty(position.Pending);
        await AssertPositionAsync(key, given[^1], given);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    public async Task No_more_pending_entries_are_named_than_asked_for(int count)
    {
        var (key, given) = await GivenAsync(250);
        var position = await Store.PositionAsync(key, "g", count, default);

        Assert.Equal(given[^1], position!.LastDelivered);
        Assert.Equal(given.Take(count), position.Pending);
    }

    private static List<StreamId> Ids(List<Entry> entries) => entries.ConvertAll(static entry => entry.Id);

    private ValueTask<GroupPosition?> PositionAsync(string key) => Store.PositionAsync(key, "g", Plenty, default);

    private async Task AssertPositionAsync(string key, StreamId last, IReadOnlyList<StreamId> pending)
    {
        var position = await PositionAsync(key);
        Assert.NotNull(position);
        Assert.Equal(last, position.LastDelivered);
        Assert.Equal(pending, position.Pending);
    }

    /// <summary>Numbers from 0 on, read by <c>c1</c> of group <c>g</c> and not acknowledged.</summary>
    private async Task<(string Key, List<StreamId> Given)> GivenAsync(int count)
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, count);
        await using var reader = Group("g", "c1", key);
        return (key, Ids(await reader.ReadManyAsync(count)));
    }
}
