using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Appending: what comes in comes out, under ascending ids.</summary>
public abstract class AppendFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task Fields_keep_their_order()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Of(("type", "a"), ("NIKA_META", "{}"), ("data", "[1]"), ("b", "2"), ("a", "1")));

        var entry = Assert.Single(await Subject.RangeAsync(key));
        Assert.Equal("type=a,NIKA_META={},data=[1],b=2,a=1", entry.Text);
        Assert.Equal(key, entry.Key);
        Assert.Equal(0, entry.Deliveries);
    }

    [Fact]
    public async Task Values_may_hold_any_byte_and_none()
    {
        string key = NewKey();
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(static b => (byte)b)];
        byte[] lineEnds = "\r\n$5\r\n*1\r\n"u8.ToArray();
        await Subject.AppendAsync(key, Fields.Of(("every", everyByte), ("empty", []), ("lines", lineEnds)));

        var pairs = Assert.Single(await Subject.RangeAsync(key)).Pairs();
        Assert.Equal(["every", "empty", "lines"], pairs.Select(static pair => pair.Name));
        Assert.Equal(everyByte, pairs[0].Value);
        Assert.Empty(pairs[1].Value);
        Assert.Equal(lineEnds, pairs[2].Value);
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(65_537)]
    [InlineData(512 * 1024)]
    public async Task A_value_may_be_big(int size)
    {
        string key = NewKey();
        byte[] value = new byte[size];
        new Random(size).NextBytes(value);
        await Subject.AppendAsync(key, Fields.Of(("data", value), ("after", "x"u8.ToArray())));

        var pairs = Assert.Single(await Subject.RangeAsync(key)).Pairs();
        Assert.True(value.AsSpan().SequenceEqual(pairs[0].Value));
        Assert.Equal("x"u8.ToArray(), pairs[1].Value);
    }

    [Fact]
    public async Task Ids_ascend_in_the_order_of_writing()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 500);

        var entries = await Subject.RangeAsync(key);
        Assert.Equal(Enumerable.Range(0, 500).Select(static n => $"n={n}"), entries.Select(static entry => entry.Text));
        Assert.All(entries.Zip(entries.Skip(1)), static pair => Assert.True(pair.First.Id < pair.Second.Id));
        Assert.Equal(entries[^1].Id, await Store.LastIdAsync(key, default));
    }

    [Fact]
    public async Task Writes_are_reported_in_their_order_across_keys()
    {
        string[] keys = [NewKey(), NewKey(), NewKey()];
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(n =>
            Subject.WriteAsync(WriteKind.Append, keys[n % keys.Length], Fields.Number(n), Hour)));

        Assert.Equal(answers.Select(static answer => answer.Id), Subject.Outcomes.Delivered);
        Assert.All(answers, static answer => Assert.Equal(PublishStatus.Delivered, answer.Status));
    }

    [Fact]
    public async Task Each_stream_has_its_own_entries()
    {
        string first = NewKey();
        string second = NewKey();
        await Subject.AppendAsync(first, Fields.Number(1));
        await Subject.AppendAsync(second, Fields.Number(2));

        Assert.Equal("n=1", Assert.Single(await Subject.RangeAsync(first)).Text);
        Assert.Equal("n=2", Assert.Single(await Subject.RangeAsync(second)).Text);
    }

    [Fact]
    public async Task An_append_that_waits_returns_the_id_of_the_entry()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1));
        var id = await Store.AppendAsync(key, Fields.Of(("error", "why")), Hour, default);

        var last = (await Subject.RangeAsync(key))[^1];
        Assert.Equal(id, last.Id);
        Assert.Equal("error=why", last.Text);
        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour / 2, Hour);
    }

    [Fact]
    public async Task A_closed_stores_lane_is_down()
    {
        await Store.DisposeAsync();

        Assert.False(Store.LaneFor("any"u8).IsUp);
    }

    [Fact]
    public async Task A_key_outside_ASCII_is_one_key_however_it_is_given()
    {
        string key = NewKey() + ":été-東";
        await Subject.AppendAsync(key, Fields.Number(1));
        _ = await Store.AppendAsync(key, Fields.Number(2), Hour, default);

        Assert.Equal(["n=1", "n=2"], (await Subject.RangeAsync(key)).Select(static entry => entry.Text));
    }
}
