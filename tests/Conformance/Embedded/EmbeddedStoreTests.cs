using Nika.Messaging.Streams;
using Nika.Messaging.Streams.Embedded;

namespace Nika.Messaging.Conformance.Embedded;

/// <summary>What only the embedded store promises.</summary>
public sealed class EmbeddedStoreTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly EmbeddedSubject subject = EmbeddedSubject.Create();

    public async ValueTask InitializeAsync() => await subject.StartAsync();

    public ValueTask DisposeAsync() => subject.DisposeAsync();

    [Fact]
    public void What_one_thread_writes_is_stored_when_the_call_returns()
    {
        for (int n = 0; n < 100; n++)
        {
            Assert.True(subject.WriteAsync(WriteKind.Append, "s", Fields.Number(n), Minute).IsCompletedSuccessfully);
            Assert.Equal(n + 1, Entries("s").Count);
        }
    }

    [Fact]
    public async Task One_publish_does_not_store_everybody_elses_for_ever()
    {
        const int Chain = 2000;
        int publisher = Environment.CurrentManagedThreadId;
        int byPublisher = 0;
        int more = Chain - 1;
        subject.Outcomes.OnDelivered = () =>
        {
            byPublisher += Environment.CurrentManagedThreadId == publisher ? 1 : 0;

            // Each write is followed by another, as if others published without a pause.
            if (more-- > 0)
            {
                _ = subject.WriteAsync(WriteKind.Append, "s", Fields.Number(more), Minute);
            }
        };
        _ = subject.WriteAsync(WriteKind.Append, "s", Fields.Number(Chain), Minute);
        Assert.Equal(LaneDrain.MostForOneCaller, byPublisher);

        await TestSupport.Wait.Until(() => subject.Outcomes.Delivered.Count == Chain, StoreUnderTest.Patience);
        Assert.Equal(Chain, Entries("s").Count);
    }

    [Fact]
    public async Task Ids_follow_the_clock_and_ascend_though_it_is_set_back()
    {
        var now = subject.Clock.GetUtcNow();
        await subject.AppendAsync("s", Fields.Number(0));
        subject.Clock.StepWallClock(-Minute);
        await subject.AppendAsync("s", Fields.Number(1));
        subject.Clock.StepWallClock(2 * Minute);
        await subject.AppendAsync("s", Fields.Number(2));

        ulong milliseconds = (ulong)now.ToUnixTimeMilliseconds();
        Assert.Equal([new(milliseconds, 0), new(milliseconds, 1), new(milliseconds + 60_000, 0)], (await subject.RangeAsync("s")).Select(static entry => entry.Id));
    }

    [Fact]
    public async Task A_stream_that_returns_gives_ids_above_its_former_ones_though_the_clock_was_set_back()
    {
        await subject.AppendNumbersAsync("s", 0, 3);
        var last = await subject.Store.LastIdAsync("s", default);
        await subject.DeleteAsync("s");
        subject.Clock.StepWallClock(-Minute);
        await subject.AppendAsync("s", Fields.Number(3));

        Assert.True(await subject.Store.LastIdAsync("s", default) > last);
    }

    [Fact]
    public async Task Setting_the_wall_clock_neither_expires_nor_revives()
    {
        await subject.AppendAsync("s", Fields.Number(0), Minute);
        subject.Clock.StepWallClock(10 * Minute);
        Assert.Equal(Minute, await subject.TimeToLiveAsync("s"));

        subject.Clock.Advance(Minute - TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(1), await subject.TimeToLiveAsync("s"));
        subject.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await subject.TimeToLiveAsync("s"));
    }

    [Fact]
    public async Task Bounds_are_kept_exactly()
    {
        await subject.AppendNumbersAsync("by number", 0, 500, maxLength: 70);
        Assert.Equal(70, Entries("by number").Count);

        for (int n = 0; n < 300; n++)
        {
            await subject.AppendAsync("by age", Fields.Number(n), retention: Minute);
            subject.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        // One a second: the newest, and those of the minute before it, its first included.
        Assert.Equal(61, Entries("by age").Count);
        Assert.Equal("n=239", (await subject.RangeAsync("by age"))[0].Text);
    }

    [Fact]
    public async Task Writes_sweep_what_nobody_asks_for_any_more()
    {
        for (int n = 0; n < 1000; n++)
        {
            await subject.AppendAsync($"s{n}", Fields.Number(n), TimeSpan.FromSeconds(n + 1));
        }

        subject.Clock.Advance(TimeSpan.FromSeconds(900));
        Assert.Equal(1000, subject.Keyspace.Count);
        await subject.AppendAsync("other", Fields.Number(0));
        Assert.Equal(101, subject.Keyspace.Count);
    }

    [Fact]
    public async Task Sweeping_spares_what_was_renewed()
    {
        await subject.AppendAsync("s", Fields.Number(0), Minute);
        for (int n = 1; n < 10; n++)
        {
            subject.Clock.Advance(Minute / 2);
            await subject.AppendAsync("s", Fields.Number(n), Minute);
            await subject.AppendAsync("other", Fields.Number(n), Minute);
        }

        Assert.Equal(10, Entries("s").Count);
    }

    [Fact]
    public async Task A_write_without_fields_is_refused()
    {
        foreach (var kind in Enum.GetValues<WriteKind>())
        {
            var result = await subject.WriteAsync(kind, "s", [], Minute);
            Assert.Equal(PublishStatus.Degraded, result.Status);
            Assert.StartsWith("Rejected: ", result.Reason, StringComparison.Ordinal);
        }

        Assert.Equal(0, subject.Keyspace.Count);
    }

    [Fact]
    public async Task An_increment_that_is_no_number_makes_no_hash()
    {
        var result = await subject.WriteAsync(WriteKind.Increment, "h", Fields.Of(("a", "one")), Minute);

        Assert.Equal(PublishStatus.Degraded, result.Status);
        Assert.Null(await subject.HashAsync("h"));
    }

    [Fact]
    public async Task Increments_beside_one_that_fails_are_counted()
    {
        _ = await subject.WriteAsync(WriteKind.ReplaceHash, "h", Fields.Of(("text", "x")), Minute);
        var result = await subject.WriteAsync(WriteKind.Increment, "h", Fields.Of(("a", "1"), ("text", "1"), ("b", "2")), Minute);

        Assert.Equal(PublishStatus.Degraded, result.Status);
        Assert.Equal(["text=x", "a=1", "b=2"], Entry.PairsOf((await subject.HashAsync("h"))!.Reader).Select(static pair => $"{pair.Name}={System.Text.Encoding.UTF8.GetString(pair.Value)}"));
    }

    [Fact]
    public async Task A_stream_of_many_entries_is_trimmed_and_read_across_its_chunks()
    {
        await subject.AppendNumbersAsync("s", 0, 5000);
        await subject.AppendAsync("s", Fields.Number(5000), maxLength: 1234);

        // More than the ring of chunks has room for, which by now begins in its middle.
        await subject.AppendNumbersAsync("s", 5001, 9000);

        var entries = await subject.RangeAsync("s");
        Assert.Equal(Enumerable.Range(5001 - 1234, 1234 + 9000).Select(static n => $"n={n}"), entries.Select(static entry => entry.Text));
        Assert.Equal(entries[1000..1100], await subject.RangeAsync("s", entries[1000].Id, entries[1099].Id), EqualIds);
    }

    [Fact]
    public async Task A_read_in_the_steady_state_allocates_nothing()
    {
        await using var tail = subject.Store.OpenTail();
        tail.Add("s", StreamId.Zero);
        await subject.AppendNumbersAsync("s", 0, 50);
        var batch = new EntryBatch();
        int entries = 0;
        long before = 0;
        for (int round = 0; round < 20; round++)
        {
            // The first rounds warm up.
            if (round == 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            tail.Add("s", StreamId.Zero);
            var read = tail.ReadAsync(batch, 100, default);
            entries += read.IsCompletedSuccessfully ? batch.Count : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(20 * 50, entries);
    }

    [Fact]
    public async Task Pods_of_one_process_share_a_server()
    {
        await using var other = subject.Join();
        await other.StartAsync();
        await using var reader = other.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        var read = reader.ReadAsync();
        await subject.AppendAsync("s", Fields.Number(1));

        Assert.Equal("n=1", Assert.Single(await read).Text);
    }

    [Fact]
    public async Task Closing_a_store_ends_its_reads_and_nobody_elses()
    {
        var other = subject.Join();
        await other.StartAsync();
        var ended = other.Store.OpenTail();
        ended.Add("s", StreamId.Zero);
        var read = ended.ReadAsync();
        await using var tail = subject.Store.OpenTail();
        tail.Add("s", StreamId.Zero);
        var goesOn = tail.ReadAsync();
        await other.DisposeAsync();

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await other.Store.LastIdAsync("s", default));
        await subject.AppendAsync("s", Fields.Number(1));
        Assert.Equal("n=1", Assert.Single(await goesOn).Text);
    }

    [Fact]
    public async Task A_closed_store_takes_no_writes()
    {
        await subject.DisposeAsync();
        await subject.DisposeAsync();

        var lane = subject.Store.LaneFor("s"u8);
        Assert.False(lane.IsUp);
        Assert.Equal("the store is closed", lane.Gate.Reason);
    }

    [Fact]
    public async Task A_store_is_started_once_and_used_after_that()
    {
        await using var fresh = new EmbeddedStore(new EmbeddedServer());
        _ = Assert.Throws<InvalidOperationException>(() => fresh.OpenTail());
        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => subject.StartAsync());
    }

    private static bool EqualIds(Entry one, Entry other) => one.Id == other.Id && one.Text == other.Text;

    private List<Entry> Entries(string key)
    {
        var batch = new EntryBatch();
        var range = subject.Store.RangeAsync(key, StreamId.Zero, StreamId.Max, int.MaxValue, batch, default);
        Assert.True(range.IsCompletedSuccessfully);
        return Entry.AllOf(batch);
    }
}
