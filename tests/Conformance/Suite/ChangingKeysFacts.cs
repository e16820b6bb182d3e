using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Suite;

/// <summary>A reader's keys may change at any time, while it is blocked too.</summary>
public abstract class ChangingKeysFacts<TSubject> : ConformanceFacts<TSubject>
    where TSubject : ISubject
{
    [Fact]
    public async Task A_reader_without_keys_waits()
    {
        await using var reader = Group("g", "c");
        using var cancel = new CancellationTokenSource();
        var read = reader.ReadAsync(new EntryBatch(), 10, cancel.Token).AsTask();
        Assert.False(read.IsCompleted);
        await cancel.CancelAsync();

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(StoreUnderTest.Patience));
    }

    [Fact]
    public async Task A_key_added_to_a_reader_without_keys_is_read()
    {
        string key = NewKey();
        await Subject.AppendNumbersAsync(key, 0, 2);
        await using var reader = Group("g", "c");
        var read = reader.ReadManyAsync(2);
        reader.Add(key, Hour);

        Assert.Equal(["n=0", "n=1"], (await read).Select(static entry => entry.Text));
    }

    [Fact]
    public async Task A_key_added_while_a_read_is_blocked_is_read_by_it()
    {
        string first = NewKey();
        string second = NewKey();
        await using var reader = Group("g", "c", first);
        await Subject.AppendAsync(first, Fields.Number(1));
        Assert.Equal(first, Assert.Single(await reader.ReadAsync()).Key);
        var read = reader.ReadAsync();
        reader.Add(second, Hour);
        await Subject.AppendAsync(second, Fields.Number(2));

        var entry = Assert.Single(await read);
        Assert.Equal(second, entry.Key);
        Assert.Equal("n=2", entry.Text);
    }

    [Fact]
    public async Task Keys_added_one_after_another_are_all_read()
    {
        string[] keys = [.. Enumerable.Range(0, 30).Select(static _ => NewKey())];
        await using var reader = Group("g", "c");
        var read = reader.ReadManyAsync(keys.Length);
        for (int n = 0; n < keys.Length; n++)
        {
            reader.Add(keys[n], Hour);
            await Subject.AppendAsync(keys[n], Fields.Number(n));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await read).Select(static entry => entry.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_removed_key_is_not_read()
    {
        string kept = NewKey();
        string removed = NewKey();
        await using var reader = Group("g", "c", kept, removed);
        await Subject.AppendAsync(removed, Fields.Number(0));
        Assert.Equal(removed, Assert.Single(await reader.ReadAsync()).Key);
        reader.Remove(removed);
        await Subject.AppendAsync(removed, Fields.Number(1));
        await Subject.AppendAsync(kept, Fields.Number(2));

        Assert.Equal("n=2", Assert.Single(await reader.ReadManyAsync(1)).Text);
    }

    [Fact]
    public async Task A_key_can_be_removed_while_a_read_is_blocked()
    {
        string kept = NewKey();
        string removed = NewKey();
        await using var reader = Group("g", "c", kept, removed);
        var read = reader.ReadAsync();
        reader.Remove(removed);
        await Subject.AppendAsync(kept, Fields.Number(0));
        Assert.Equal("n=0", Assert.Single(await read).Text);

        var next = reader.ReadAsync();
        await Subject.AppendAsync(removed, Fields.Number(1));
        await Subject.AppendAsync(kept, Fields.Number(2));
        Assert.Equal("n=2", Assert.Single(await next).Text);
    }

    [Fact]
    public async Task A_key_removed_and_added_again_goes_on_where_the_group_was()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key);
        await Subject.AppendAsync(key, Fields.Number(0));
        _ = await reader.ReadAsync();
        reader.Remove(key);
        await Subject.AppendAsync(key, Fields.Number(1));
        reader.Add(key, Hour);

        Assert.Equal("n=1", Assert.Single(await reader.ReadAsync()).Text);
    }

    [Fact]
    public async Task Adding_a_key_twice_changes_nothing()
    {
        string key = NewKey();
        await using var reader = Group("g", "c", key, key);
        await Subject.AppendAsync(key, Fields.Number(0));
        Assert.Equal("n=0", Assert.Single(await reader.ReadAsync()).Text);
        reader.Add(key, Hour);
        await Subject.AppendAsync(key, Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await reader.ReadAsync()).Text);
    }
}
