namespace Nika.Messaging.Conformance.Suite;

/// <summary>A stream that was deleted or expired takes its groups along. Readers make them anew and read on.</summary>
public abstract class LostGroupFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task A_reader_goes_on_with_the_new_stream()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        await Subject.AppendNumbersAsync(key, 0, 3);
        var before = await reader.ReadManyAsync(3);
        await Subject.DeleteAsync(key);
        await Subject.AppendNumbersAsync(key, 3, 2);

        Assert.Equal(["n=3", "n=4"], (await reader.ReadManyAsync(2)).Select(static entry => entry.Text));
        Assert.Equal(0, await Subject.AcknowledgeAsync(key, "g", before[0].Id));
    }

    [Fact]
    public async Task So_does_one_that_is_blocked()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        await Subject.AppendNumbersAsync(key, 0, 1);
        _ = await reader.ReadManyAsync(1);
        var read = reader.ReadAsync();
        await Subject.DeleteAsync(key);
        await Subject.AppendNumbersAsync(key, 1, 1);

        Assert.Equal("n=1", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task So_does_one_that_was_given_nothing_yet()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        var read = reader.ReadAsync();
        await TestSupport.Wait.Until(async () => await Subject.TimeToLiveAsync(key) is not null, StoreUnderTest.Patience);
        await Subject.DeleteAsync(key);
        await Subject.AppendNumbersAsync(key, 0, 1);

        Assert.Equal("n=0", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task An_expired_stream_is_read_again_when_it_returns()
    {
        string key = NewKey();
        await using var reader = Group("g", "c");
        reader.Add(key, Brief);
        var reading = ReadUntilAsync(reader, "n=1");
        await Subject.AppendAsync(key, Fields.Number(0), Brief);
        await Subject.ElapseAsync(Brief, async () => await Subject.TimeToLiveAsync(key) is null);
        await Subject.AppendAsync(key, Fields.Number(1));

        // The first may expire unread, but nothing comes twice.
        var entries = await reading;
        Assert.True(entries is ["n=1"] or ["n=0", "n=1"], string.Join(' ', entries));
    }

    [Fact]
    public async Task The_new_groups_entries_can_be_acknowledged_and_claimed()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        await Subject.AppendNumbersAsync(key, 0, 1);
        _ = await reader.ReadManyAsync(1);
        await Subject.DeleteAsync(key);
        await Subject.AppendNumbersAsync(key, 1, 2);
        var given = await reader.ReadManyAsync(2);

        Assert.Equal(1, await Subject.AcknowledgeAsync(key, "g", given[0].Id));
        Assert.Equal(given[1].Id, Assert.Single((await Subject.ClaimAllAsync(key, "g", "c2", TimeSpan.Zero)).Claimed).Id);
    }

    private static async Task<List<string>> ReadUntilAsync(Streams.IGroupReader reader, string last)
    {
        List<string> texts = [];
        while (!texts.Contains(last, StringComparer.Ordinal))
        {
            texts.AddRange((await reader.ReadAsync()).Select(static entry => entry.Text));
        }

        return texts;
    }
}
