using System.Globalization;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Writing;

public sealed class WritePathTests
{
    [Fact]
    public async Task Appends_entries_in_order_with_their_fields_and_an_expiry()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        for (int i = 0; i < 1000; i++)
        {
            pod.Write(WriteKind.Append, "nika:ipc:job-1", Pod.Descriptor(TimeSpan.FromHours(2)), ("data", i.ToString(CultureInfo.InvariantCulture)), ("empty", ""), ("crlf", "a\r\nb\0c"));
        }

        await pod.OutcomesAsync(1000);
        Assert.All(pod.Outcomes.All, static outcome => Assert.Null(outcome.Failure));
        using var client = server.Connect();
        var entries = client.Entries("nika:ipc:job-1");
        string[] expected = [.. Enumerable.Range(0, 1000).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        Assert.Equal(expected, entries.Select(static entry => entry.Fields[1]).ToArray());
        Assert.Equal(["data", "0", "empty", "", "crlf", "a\r\nb\0c"], entries[0].Fields);
        Assert.InRange(client.Number("PTTL", "nika:ipc:job-1"), 7_100_000, 7_200_000);
        Assert.Equal(expected, pod.Outcomes.All.Select(static outcome => outcome.Text).ToArray());
    }

    [Fact]
    public async Task Many_keys_are_split_over_transactions_and_each_gets_its_own_expiry()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        server.Stop(); // so that all of it waits, and is sent in full transactions
        for (int i = 0; i < 500; i++)
        {
            pod.Append(string.Create(CultureInfo.InvariantCulture, $"key:{i}"), i.ToString(CultureInfo.InvariantCulture), ttlSeconds: 1000 + i);
        }

        server.Continue();
        await pod.OutcomesAsync(500);
        Assert.Equal(500, pod.Outcomes.Delivered.Count());
        using var client = server.Connect();
        for (int i = 0; i < 500; i++)
        {
            long left = client.Number("PTTL", string.Create(CultureInfo.InvariantCulture, $"key:{i}"));
            Assert.InRange(left, ((1000 + i) * 1000) - 60_000, (1000 + i) * 1000);
        }
    }

    [Fact]
    public async Task Of_several_times_to_live_for_a_key_the_longest_holds()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        pod.Append("s", "a", ttlSeconds: 100);
        pod.Append("s", "b", ttlSeconds: 7000);
        pod.Append("s", "c", ttlSeconds: 300);
        await pod.OutcomesAsync(3);
        pod.Append("s", "d", ttlSeconds: 200);
        await pod.OutcomesAsync(4);
        using var client = server.Connect();
        Assert.InRange(client.Number("TTL", "s"), 6900, 7000);
    }

    [Fact]
    public async Task A_stream_is_bounded_by_number()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        var descriptor = Pod.Descriptor(TimeSpan.FromHours(24), maxLength: 500);
        for (int i = 0; i < 3000; i++)
        {
            pod.Write(WriteKind.Append, "agent:events:s", descriptor, ("data", "x"));
        }

        await pod.OutcomesAsync(3000);
        using var client = server.Connect();
        Assert.InRange(client.Number("XLEN", "agent:events:s"), 500, 700);
    }

    [Fact]
    public async Task A_stream_is_bounded_by_age_by_the_servers_clock()
    {
        using var server = RedisServer.Start();

        // The pod believes in 1970; only the server's clock may count.
        await using var pod = await Pod.StartAsync(server, clock: new ShiftedClock(DateTimeOffset.UnixEpoch));
        using var client = server.Connect();
        long now = (long.Parse((string)client.List("TIME")[0]!, CultureInfo.InvariantCulture) * 1000) + 1000;
        const long Day = 24 * 3600 * 1000;
        for (int i = 0; i < 1000; i++)
        {
            _ = client.Command("XADD", "nika:feed:entities", string.Create(CultureInfo.InvariantCulture, $"{now - (2 * Day) + i}-0"), "old", "1");
        }

        for (int i = 0; i < 300; i++)
        {
            _ = client.Command("XADD", "nika:feed:entities", string.Create(CultureInfo.InvariantCulture, $"{now - (Day / 2) + i}-0"), "young", "1");
        }

        pod.Write(WriteKind.Append, "nika:feed:entities", Pod.Descriptor(TimeSpan.FromHours(24), retention: TimeSpan.FromHours(24)), ("data", "new"));
        await pod.OutcomesAsync(1);
        var entries = client.Entries("nika:feed:entities");
        Assert.Equal(300, entries.Count(static entry => entry.Fields[0] == "young"));
        Assert.InRange(entries.Count(static entry => entry.Fields[0] == "old"), 0, 100); // ~ trims whole nodes of 100
        Assert.Equal("new", entries[^1].Fields[1]);
    }

    [Fact]
    public async Task Both_bounds_hold_together()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        var descriptor = Pod.Descriptor(TimeSpan.FromHours(1), maxLength: 200, retention: TimeSpan.FromHours(1));
        for (int i = 0; i < 2000; i++)
        {
            pod.Write(WriteKind.Append, "s", descriptor, ("data", i.ToString(CultureInfo.InvariantCulture)));
        }

        await pod.OutcomesAsync(2000);
        Assert.Equal(2000, pod.Outcomes.Delivered.Count());
        using var client = server.Connect();
        Assert.InRange(client.Number("XLEN", "s"), 200, 400);
    }

    [Fact]
    public async Task A_hash_is_replaced_as_a_whole()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("HSET", "nika:wm:j:a", "older", "1", "kept", "old");
        (string, string)[] fields = [.. Enumerable.Range(0, 450).Select(static i => (string.Create(CultureInfo.InvariantCulture, $"f{i}"), "v"))];
        pod.Write(WriteKind.ReplaceHash, "nika:wm:j:a", Pod.Descriptor(TimeSpan.FromHours(1)), [("data", "hash"), ("kept", "new"), .. fields]);
        await pod.OutcomesAsync(1);
        Assert.Null(pod.Outcomes.Of("hash").Failure);
        Assert.Equal(452, client.Number("HLEN", "nika:wm:j:a"));
        Assert.Equal("new", client.Text("HGET", "nika:wm:j:a", "kept"));
        Assert.Null(client.Command("HGET", "nika:wm:j:a", "older"));
        Assert.InRange(client.Number("TTL", "nika:wm:j:a"), 3500, 3600);
    }

    [Fact]
    public async Task Counters_are_added_to_and_expire()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        for (int i = 0; i < 300; i++)
        {
            pod.Write(WriteKind.Increment, "agent:metrics:2026-01-01", Pod.Descriptor(TimeSpan.FromDays(7)), ("grep", "1"), ("grep:errors", "-2"));
        }

        await pod.OutcomesAsync(300);
        using var client = server.Connect();
        Assert.Equal("300", client.Text("HGET", "agent:metrics:2026-01-01", "grep"));
        Assert.Equal("-600", client.Text("HGET", "agent:metrics:2026-01-01", "grep:errors"));
        Assert.InRange(client.Number("TTL", "agent:metrics:2026-01-01"), 600_000, 604_800);
    }

    [Theory]
    [InlineData(WriteKind.Append)]
    [InlineData(WriteKind.ReplaceHash)]
    [InlineData(WriteKind.Increment)]
    public async Task A_strangers_key_keeps_its_value_and_no_expiry_and_harms_no_other(WriteKind kind)
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("SET", "strange", "value");
        server.Stop(); // all into one transaction
        pod.Append("mine", "before");
        pod.Write(kind, "strange", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "1"));
        pod.Append("mine", "after");
        server.Continue();
        await pod.OutcomesAsync(3);
        Assert.Null(pod.Outcomes.Of("before").Failure);
        Assert.Null(pod.Outcomes.Of("after").Failure);
        Assert.Equal(WriteFailure.Rejected, pod.Outcomes.Of("1").Failure);
        Assert.Contains("WRONGTYPE", pod.Outcomes.Of("1").Reason!, StringComparison.Ordinal);
        Assert.Equal("value", client.Text("GET", "strange"));
        Assert.Equal(-1, client.Number("TTL", "strange"));
        Assert.Equal(2, client.Number("XLEN", "mine"));

        // From now on such writes don't travel.
        _ = client.Command("CONFIG", "RESETSTAT");
        pod.Write(kind, "strange", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "2"));
        await pod.OutcomesAsync(4);
        Assert.Contains("set aside", pod.Outcomes.Of("2").Reason!, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_multi", client.Text("INFO", "commandstats"), StringComparison.Ordinal);
        Assert.Equal(1, pod.Log.All.Count(static line => line is { Level: LogLevel.Error, Id: 2003 }));
    }

    [Fact]
    public async Task A_key_set_aside_is_tried_again_after_half_a_minute()
    {
        using var server = RedisServer.Start();
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        await using var pod = await Pod.StartAsync(server, clock: clock);
        using var client = server.Connect();
        _ = client.Command("SET", "strange", "value");
        pod.Append("strange", "1");
        await pod.OutcomesAsync(1);
        _ = client.Command("DEL", "strange");
        pod.Append("strange", "2");
        await pod.OutcomesAsync(2);
        Assert.Equal(WriteFailure.Rejected, pod.Outcomes.Of("2").Failure);
        clock.Advance(TimeSpan.FromSeconds(30));
        pod.Append("strange", "3");
        await pod.OutcomesAsync(3);
        Assert.Null(pod.Outcomes.Of("3").Failure);
    }

    [Fact]
    public async Task A_write_that_is_not_permitted_harms_no_other()
    {
        using var server = RedisServer.Start("--user", "nika", "on", "~mine*", "+@all", ">pw");
        await using var pod = await Pod.StartAsync(server, static options => (options.User, options.Password) = ("nika", "pw"));
        Assert.True(pod.Lane.IsUp, pod.Lane.Gate.ToString());
        server.Stop();
        pod.Append("mine:1", "before");
        pod.Append("other", "refused");
        pod.Append("mine:2", "after");
        server.Continue();
        await pod.OutcomesAsync(3);
        Assert.Null(pod.Outcomes.Of("before").Failure);
        Assert.Null(pod.Outcomes.Of("after").Failure);
        Assert.Equal(WriteFailure.Rejected, pod.Outcomes.Of("refused").Failure);
        Assert.Contains("NOPERM", pod.Outcomes.Of("refused").Reason!, StringComparison.Ordinal);
        using var client = server.Connect();
        Assert.Equal(1, client.Number("EXISTS", "mine:1"));
        Assert.Equal(0, client.Number("EXISTS", "other"));
        Assert.InRange(client.Number("TTL", "mine:2"), 1, 60);
    }

    [Fact]
    public async Task A_write_the_server_cannot_run_is_rejected_alone()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("HSET", "counts", "text", "abc");
        server.Stop();
        pod.Append("mine", "before");
        pod.Write(WriteKind.Increment, "counts", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("text", "1"));
        pod.Write(WriteKind.Append, "mine", Pod.Descriptor(TimeSpan.FromMinutes(1))); // an entry without fields: refused at its queueing
        pod.Append("mine", "after");
        server.Continue();
        await pod.OutcomesAsync(4);
        Assert.Null(pod.Outcomes.Of("before").Failure);
        Assert.Null(pod.Outcomes.Of("after").Failure);
        Assert.Equal(WriteFailure.Rejected, pod.Outcomes.Of("1").Failure);
        Assert.Equal(WriteFailure.Rejected, pod.Outcomes.Of("").Failure);
        Assert.Equal("abc", client.Text("HGET", "counts", "text"));
        Assert.Equal(["before", "after"], client.Entries("mine").Select(static entry => entry.Fields[1]).ToArray());
    }

    [Fact]
    public async Task Large_writes_and_small_ones_get_along()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        string large = new('x', 512 * 1024);
        for (int i = 0; i < 20; i++)
        {
            pod.Append("small", i.ToString(CultureInfo.InvariantCulture));
            pod.Write(WriteKind.ReplaceHash, "large", Pod.Descriptor(TimeSpan.FromHours(1)), ("number", "hash"), ("text", large));
        }

        await pod.OutcomesAsync(40);
        Assert.Equal(40, pod.Outcomes.Delivered.Count());
        using var client = server.Connect();
        Assert.Equal(20, client.Number("XLEN", "small"));
        Assert.Equal(large.Length, client.Number("HSTRLEN", "large", "text"));
    }

    [Fact]
    public async Task A_server_without_memory_degrades_the_lane_and_what_it_refused_was_not_sent()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("CONFIG", "SET", "maxmemory", "1");
        pod.Append("s", "refused");
        await pod.OutcomesAsync(1);
        Assert.Equal(WriteFailure.NotSent, pod.Outcomes.Of("refused").Failure);
        Assert.Contains("OOM", pod.Outcomes.Of("refused").Reason!, StringComparison.Ordinal);
        Assert.Equal(0, client.Number("EXISTS", "s"));
        _ = client.Command("CONFIG", "SET", "maxmemory", "0");
        await Wait.Until(() => pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "later")) is null, Pod.Patience);
        await Wait.Until(() => pod.Outcomes.Delivered.Any(static outcome => outcome.Text == "later"), Pod.Patience);
        Assert.InRange(client.Number("TTL", "s"), 1, 60);
    }
}
