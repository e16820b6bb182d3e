using System.Text;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>A key that holds something else than what is written to it: refused, alone, and the stranger is left in peace.</summary>
public abstract class StrangerFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    private const string WrongType = "WRONGTYPE";

    [Fact]
    public async Task Appending_to_a_hash_is_refused_and_leaves_it_alone()
    {
        string hash = await NewHashAsync();
        AssertRefused(await Subject.WriteAsync(WriteKind.Append, hash, Fields.Number(1), TimeSpan.FromMinutes(1)));

        await AssertUntouchedHashAsync(hash);
    }

    [Theory]
    [InlineData(WriteKind.ReplaceHash)]
    [InlineData(WriteKind.Increment)]
    public async Task Writing_a_hash_over_a_stream_is_refused_and_leaves_it_alone(WriteKind kind)
    {
        string stream = await NewStreamAsync();
        AssertRefused(await Subject.WriteAsync(kind, stream, Fields.Of(("a", "1")), TimeSpan.FromMinutes(1)));

        Assert.Equal("n=1", Assert.Single(await Subject.RangeAsync(stream)).Text);
        Assert.InRange((await Subject.TimeToLiveAsync(stream))!.Value, Hour / 2, Hour);
    }

    [Fact]
    public async Task The_writes_around_it_are_stored()
    {
        string stream = NewKey();
        string counters = NewKey();
        string hash = await NewHashAsync();
        var results = await Task.WhenAll(
            Subject.WriteAsync(WriteKind.Append, stream, Fields.Number(1), Hour),
            Subject.WriteAsync(WriteKind.Append, hash, Fields.Number(2), TimeSpan.FromMinutes(1)),
            Subject.WriteAsync(WriteKind.Append, stream, Fields.Number(3), Hour),
            Subject.WriteAsync(WriteKind.Append, hash, Fields.Number(4), TimeSpan.FromMinutes(1)),
            Subject.WriteAsync(WriteKind.Increment, counters, Fields.Of(("a", "5")), Hour));

        Assert.Equal(
            [PublishStatus.Delivered, PublishStatus.Degraded, PublishStatus.Delivered, PublishStatus.Degraded, PublishStatus.Delivered],
            results.Select(static result => result.Status));
        AssertRefused(results[1]);
        Assert.Equal(["n=1", "n=3"], (await Subject.RangeAsync(stream)).Select(static entry => entry.Text));
        await AssertUntouchedHashAsync(hash);
    }

    [Fact]
    public async Task Asking_a_hash_as_a_stream_says_so()
    {
        string hash = await NewHashAsync();

        await AssertSaysSoAsync(async () => await Store.AppendAsync(hash, Fields.Number(1), TimeSpan.FromMinutes(1), default));
        await AssertSaysSoAsync(async () => await Store.RangeAsync(hash, StreamId.Zero, StreamId.Max, 10, new EntryBatch(), default));
        await AssertSaysSoAsync(async () => await Store.LastIdAsync(hash, default));
        await AssertSaysSoAsync(async () => await Store.AcknowledgeAsync(hash, "g", new StreamId[] { new(1, 1) }, default));
        await AssertSaysSoAsync(async () => await Store.ClaimAsync(hash, "g", "c", TimeSpan.Zero, StreamId.Zero, 10, new EntryBatch(), default));
        await AssertUntouchedHashAsync(hash);
    }

    [Fact]
    public async Task Asking_a_stream_as_a_hash_says_so()
    {
        string stream = await NewStreamAsync();

        await AssertSaysSoAsync(async () => await Store.ReadHashAsync(stream, default));
    }

    [Fact]
    public async Task A_group_reads_its_other_streams()
    {
        string hash = await NewHashAsync();
        string stream = await NewStreamAsync();
        await using var reader = Group("g", "c", hash, stream);

        Assert.Equal("n=1", Assert.Single(await reader.ReadAsync()).Text);
        var read = reader.ReadAsync();
        await Subject.AppendAsync(stream, Fields.Number(2));
        Assert.Equal("n=2", Assert.Single(await read).Text);
        await AssertUntouchedHashAsync(hash);
    }

    [Fact]
    public async Task A_tail_reads_its_other_streams()
    {
        string hash = await NewHashAsync();
        string stream = await NewStreamAsync();
        await using var tail = Store.OpenTail();
        tail.Add(hash, StreamId.Zero);
        tail.Add(stream, StreamId.Zero);

        Assert.Equal("n=1", Assert.Single(await tail.ReadAsync()).Text);
    }

    private static void AssertRefused(PublishResult result)
    {
        Assert.Equal(PublishStatus.Degraded, result.Status);
        Assert.StartsWith("Rejected: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains(WrongType, result.Reason, StringComparison.Ordinal);
    }

    private static async Task AssertSaysSoAsync(Func<Task> ask)
    {
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(ask);
        Assert.Contains(WrongType, error.Message, StringComparison.Ordinal);
    }

    private async Task<string> NewStreamAsync()
    {
        string key = NewKey();
        await Subject.AppendAsync(key, Fields.Number(1));
        return key;
    }

    private async Task<string> NewHashAsync()
    {
        string key = NewKey();
        Assert.Equal(PublishStatus.Delivered, (await Subject.WriteAsync(WriteKind.ReplaceHash, key, Fields.Of(("mine", "yes")), Hour)).Status);
        return key;
    }

    private async Task AssertUntouchedHashAsync(string key)
    {
        var (name, value) = Assert.Single(Entry.PairsOf((await Subject.HashAsync(key))!.Reader));
        Assert.Equal("mine=yes", $"{name}={Encoding.UTF8.GetString(value)}");
        Assert.InRange((await Subject.TimeToLiveAsync(key))!.Value, Hour / 2, Hour);
    }
}
