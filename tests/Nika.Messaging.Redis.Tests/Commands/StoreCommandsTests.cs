using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Commands;

public sealed class StoreCommandsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Appends_with_an_expiry_and_never_to_a_strangers_key()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        var id = await pod.Store.AppendAsync("nika:dlq:s", Pod.Encode(("data", "x"), ("error", "boom")), Minute, CancellationToken.None);
        var entry = client.Entries("nika:dlq:s").Single();
        Assert.Equal(id.ToString(), entry.Id);
        Assert.Equal(["data", "x", "error", "boom"], entry.Fields);
        Assert.InRange(client.Number("TTL", "nika:dlq:s"), 50, 60);
        Assert.InRange((await pod.Store.TimeToLiveAsync("nika:dlq:s", CancellationToken.None))!.Value.TotalSeconds, 50, 60);

        _ = client.Command("SET", "strange", "v");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pod.Store.AppendAsync("strange", Pod.Encode(("data", "x")), Minute, CancellationToken.None));
        Assert.Contains("WRONGTYPE", error.Message, StringComparison.Ordinal);
        Assert.Equal(-1, client.Number("TTL", "strange"));
        Assert.Null(await pod.Store.TimeToLiveAsync("strange", CancellationToken.None));
        Assert.Null(await pod.Store.TimeToLiveAsync("absent", CancellationToken.None));
    }

    [Fact]
    public async Task Claims_what_was_idle_with_its_delivery_count_and_reports_what_was_trimmed()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => client.Text("XADD", "s", "*", "n", i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
        _ = client.Command("XREADGROUP", "GROUP", "g", "dead", "STREAMS", "s", ">");
        _ = client.Command("XCLAIM", "s", "g", "dead", "0", ids[1], "RETRYCOUNT", "4");
        _ = client.Command("XDEL", "s", ids[2]);
        var batch = new EntryBatch();

        var none = await pod.Store.ClaimAsync("s", "g", "alive", TimeSpan.FromHours(1), StreamId.Zero, 100, batch, CancellationToken.None);
        Assert.Equal(0, batch.Count);
        Assert.Equal(StreamId.Zero, none.Next);
        Assert.Equal([ids[2]], none.Trimmed.Select(static id => id.ToString()).ToArray()); // gone is gone, however short its idle time

        var first = await pod.Store.ClaimAsync("s", "g", "alive", TimeSpan.Zero, StreamId.Zero, 2, batch, CancellationToken.None);
        Assert.Equal([ids[0], ids[1]], Ids(batch));
        Assert.Equal(2, batch[0].Deliveries);
        Assert.Equal(5, batch[1].Deliveries);
        Assert.Equal(ids[3], first.Next.ToString());

        var second = await pod.Store.ClaimAsync("s", "g", "alive", TimeSpan.Zero, first.Next, 100, batch, CancellationToken.None);
        Assert.Equal([ids[3], ids[4]], Ids(batch));
        Assert.Equal(StreamId.Zero, second.Next);
        Assert.Equal(4, client.List("XPENDING", "s", "g", "-", "+", "10").Length);
        Assert.True(batch[1].TryGet("n"u8, out var value));
        Assert.Equal("4"u8, value);
    }

    [Fact]
    public async Task An_absent_stream_or_group_has_nothing_to_claim_renew_or_acknowledge()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        var batch = new EntryBatch();
        Assert.Equal(StreamId.Zero, (await pod.Store.ClaimAsync("absent", "g", "c", TimeSpan.Zero, StreamId.Zero, 10, batch, CancellationToken.None)).Next);
        Assert.Equal(0, await pod.Store.AcknowledgeAsync("absent", "g", new[] { new StreamId(1, 1) }, CancellationToken.None));
        await pod.Store.RenewAsync("absent", "g", "c", new[] { new StreamId(1, 1) }, CancellationToken.None);
        Assert.Equal(StreamId.Zero, await pod.Store.LastIdAsync("absent", CancellationToken.None));
        await pod.Store.RangeAsync("absent", StreamId.Zero, StreamId.Max, 10, batch, CancellationToken.None);
        Assert.Equal(0, batch.Count);
        Assert.Null(await pod.Store.ReadHashAsync("absent", CancellationToken.None));
        using var client = server.Connect();
        Assert.Equal(0, client.Number("DBSIZE"));
    }

    [Fact]
    public async Task Renewing_restarts_the_idle_clock_counts_no_delivery_and_takes_nothing_back()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        string mine = client.Text("XADD", "s", "*", "n", "1");
        string claimed = client.Text("XADD", "s", "*", "n", "2");
        _ = client.Command("XREADGROUP", "GROUP", "g", "me", "STREAMS", "s", ">");
        _ = client.Command("XCLAIM", "s", "g", "other", "0", claimed);
        _ = client.Command("XCLAIM", "s", "g", "me", "0", mine, "IDLE", "100000", "RETRYCOUNT", "3", "JUSTID");
        await pod.Store.RenewAsync("s", "g", "me", new[] { Parse(mine), Parse(claimed) }, CancellationToken.None);
        var pending = client.List("XPENDING", "s", "g", "-", "+", "10").Cast<object?[]>().ToArray();
        Assert.Equal("me", pending[0][1]);
        Assert.InRange((long)pending[0][2]!, 0, 90_000);
        Assert.Equal(3L, pending[0][3]);
        Assert.Equal("other", pending[1][1]);
    }

    [Fact]
    public async Task Acknowledges_and_counts_what_was_pending()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM");
        var ids = Enumerable.Range(0, 3).Select(_ => Parse(client.Text("XADD", "s", "*", "n", "1"))).ToArray();
        _ = client.Command("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
        Assert.Equal(2, await pod.Store.AcknowledgeAsync("s", "g", new[] { ids[0], ids[2], new StreamId(1, 1) }, CancellationToken.None));
        Assert.Equal(0, await pod.Store.AcknowledgeAsync("s", "g", ReadOnlyMemory<StreamId>.Empty, CancellationToken.None));
        Assert.Single(client.List("XPENDING", "s", "g", "-", "+", "10"));
    }

    [Fact]
    public async Task Reads_ranges_last_ids_and_hashes()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        for (int i = 1; i <= 5; i++)
        {
            _ = client.Command("XADD", "s", $"{i}-{i}", "n", $"{i}", "empty", "");
        }

        var batch = new EntryBatch();
        await pod.Store.RangeAsync("s", new(2, 2), new(4, 4), 10, batch, CancellationToken.None);
        Assert.Equal(["2-2", "3-3", "4-4"], Ids(batch));
        await pod.Store.RangeAsync("s", StreamId.Zero, StreamId.Max, 2, batch, CancellationToken.None);
        Assert.Equal(["1-1", "2-2"], Ids(batch));
        _ = client.Command("XTRIM", "s", "MAXLEN", "0");
        Assert.Equal(new StreamId(5, 5), await pod.Store.LastIdAsync("s", CancellationToken.None));

        _ = client.Command("HSET", "h", "a", "1", "b", "");
        var hash = await pod.Store.ReadHashAsync("h", CancellationToken.None);
        Assert.Equal(2, hash!.Count);
        Assert.True(hash.TryGet("a"u8, out var value));
        Assert.Equal("1", Encoding.UTF8.GetString(value));
    }

    [Fact]
    public async Task During_an_outage_commands_fail_at_once_and_afterwards_they_work()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        server.Kill();
        await Wait.Until(() => pod.Log.All.Any(static line => line.Id == 2001 && line.Text.Contains("commands", StringComparison.Ordinal)), Pod.Patience);
        var deadline = Deadline.Seconds(5);
        for (int i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pod.Store.LastIdAsync("s", CancellationToken.None));
        }

        Assert.False(deadline.IsPast);
        server.Restart();
        await Wait.Until(async () => await IsBackAsync(pod), Pod.Patience);
    }

    [Fact]
    public async Task A_stopped_server_is_noticed_and_many_commands_at_once_get_their_own_answers()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server, static options => options.CommandTimeout = TimeSpan.FromSeconds(1));
        using (var client = server.Connect())
        {
            for (int i = 0; i < 200; i++)
            {
                _ = client.Command("XADD", $"s{i}", $"{i + 1}-1", "n", "1");
            }
        }

        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => pod.Store.LastIdAsync($"s{i}", CancellationToken.None).AsTask()));
        Assert.Equal(Enumerable.Range(1, 200).Select(static i => new StreamId((ulong)i, 1)), ids);

        server.Stop();
        using var cancelled = new CancellationTokenSource();
        var waiting = pod.Store.LastIdAsync("s1", cancelled.Token).AsTask();
        var stalled = pod.Store.LastIdAsync("s2", CancellationToken.None).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => stalled);
        Assert.Contains("no reply within 1 s", error.Message, StringComparison.Ordinal);
        server.Continue();
        await Wait.Until(async () => await IsBackAsync(pod), Pod.Patience);
        Assert.Equal(new StreamId(3, 1), await pod.Store.LastIdAsync("s2", CancellationToken.None));
    }

    private static async ValueTask<bool> IsBackAsync(Pod pod)
    {
        try
        {
            _ = await pod.Store.LastIdAsync("s", CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static StreamId Parse(string text)
    {
        Assert.True(StreamId.TryParse(Encoding.ASCII.GetBytes(text), out var id));
        return id;
    }

    private static string[] Ids(EntryBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(i => batch[i].Id.ToString())];
}
