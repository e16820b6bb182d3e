using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>Hashes, replaced whole.</summary>
public abstract class HashFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task What_is_written_is_read()
    {
        string key = NewKey();
        byte[] everyByte = [.. Enumerable.Range(0, 256).Select(static b => (byte)b)];
        await ReplaceAsync(key, Fields.Of(("type", "page_set"u8.ToArray()), ("bytes", everyByte), ("empty", [])));

        var hash = await Subject.HashAsync(key);
        Assert.Equal(3, hash!.Count);
        Assert.True(hash.TryGet("type"u8, out var type));
        Assert.Equal("page_set", Encoding.UTF8.GetString(type));
        Assert.True(hash.TryGet("bytes"u8, out var bytes));
        Assert.True(bytes.SequenceEqual(everyByte));
        Assert.True(hash.TryGet("empty"u8, out var empty));
        Assert.True(empty.IsEmpty);
        Assert.False(hash.TryGet("absent"u8, out _));
    }

    [Fact]
    public async Task Replacing_leaves_no_old_field()
    {
        string key = NewKey();
        await ReplaceAsync(key, Fields.Of(("a", "1"), ("b", "2"), ("c", "3")));
        await ReplaceAsync(key, Fields.Of(("b", "20"), ("d", "40")));

        Assert.Equal(["b=20", "d=40"], await PairsAsync(key));
    }

    [Fact]
    public async Task An_absent_hash_is_null() => Assert.Null(await Subject.HashAsync(NewKey()));

    [Fact]
    public async Task A_write_sets_and_renews_the_time_to_live()
    {
        string key = NewKey();
        await ReplaceAsync(key, Fields.Of(("a", "1")));
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(key) <= Hour - Brief);
        var worn = await Subject.TimeToLiveAsync(key);
        await ReplaceAsync(key, Fields.Of(("a", "2")));

        var renewed = (await Subject.TimeToLiveAsync(key))!.Value;
        Assert.True(renewed > worn && renewed <= Hour, $"{worn} became {renewed}");
    }

    [Fact]
    public async Task A_replaced_hash_lives_as_long_as_the_new_one_says()
    {
        string key = NewKey();
        await ReplaceAsync(key, Fields.Of(("a", "1")));
        await ReplaceAsync(key, Fields.Of(("a", "2")), TimeSpan.FromMinutes(1));

        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("2026-04-01T00:00:00.000001Z", "new")] // the one there is older
    [InlineData("2026-04-01T00:00:00.000002Z", "there")] // the very same
    [InlineData("2026-04-01T00:00:01.000000Z", "there")] // the one there is newer
    [InlineData(null, "there")] // a contract's: nothing says which is newer
    public async Task A_replayed_hash_replaces_only_an_older_one(string? stored, string expected)
    {
        string key = NewKey();
        await ReplaceAsync(key, stored is null ? Fields.Of(("text", "there"), ("more", "1")) : Envelope(stored, "there"), TimeSpan.FromMinutes(1));
        var result = await Subject.WriteAsync(WriteKind.ReplaceHash, key, Envelope("2026-04-01T00:00:00.000002Z", "new"), Hour, isReplay: true);

        Assert.Equal(PublishStatus.Delivered, result.Status);
        Assert.Equal(expected, await TextAsync(key));
        Assert.Equal(expected == "new", await Subject.TimeToLiveAsync(key) > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_replayed_hash_is_written_where_there_is_none()
    {
        string key = NewKey();
        _ = await Subject.WriteAsync(WriteKind.ReplaceHash, key, Envelope("2026-04-01T00:00:00.000002Z", "new"), Hour, isReplay: true);

        Assert.Equal("new", await TextAsync(key));
        Assert.True(await Subject.TimeToLiveAsync(key) > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_hash_goes_when_its_time_is_up()
    {
        string key = NewKey();
        await ReplaceAsync(key, Fields.Of(("a", "1")), Brief);
        await Subject.ElapseAsync(Brief, async () => await Subject.HashAsync(key) is null);

        Assert.Null(await Subject.TimeToLiveAsync(key));
    }

    [Fact]
    public async Task A_hash_may_hold_as_much_as_working_memory_does()
    {
        string key = NewKey();
        byte[] value = new byte[524_288 - 64];
        new Random(1).NextBytes(value);
        await ReplaceAsync(key, Fields.Of(("type", "t"u8.ToArray()), ("data", value)));

        Assert.True((await Subject.HashAsync(key))!.TryGet("data"u8, out var read));
        Assert.True(read.SequenceEqual(value));
    }

    private async Task ReplaceAsync(string key, byte[] fields, TimeSpan? timeToLive = null) =>
        Assert.Equal(PublishStatus.Delivered, (await Subject.WriteAsync(WriteKind.ReplaceHash, key, fields, timeToLive ?? Hour)).Status);

    private async Task<string[]> PairsAsync(string key) =>
        [.. Entry.PairsOf((await Subject.HashAsync(key))!.Reader).Select(static pair => $"{pair.Name}={Encoding.UTF8.GetString(pair.Value)}").Order(StringComparer.Ordinal)];

    private async Task<string> TextAsync(string key) =>
        Entry.PairsOf((await Subject.HashAsync(key))!.Reader).Where(static pair => pair.Name == "text").Select(static pair => Encoding.UTF8.GetString(pair.Value)).Single();

    private static byte[] Envelope(string timestamp, string text) => Fields.Of(
        ("type", "page_set"),
        ("NIKA_META", $$"""{"v":1,"id":"0197d3a8-7c4a-7000-8000-000000000001","ts":"{{timestamp}}","type":"page_set","schema":1,"pod":"p"}"""),
        ("text", text));
}
