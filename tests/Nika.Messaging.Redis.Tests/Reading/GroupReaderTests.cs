using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Reading;

public sealed class GroupReaderTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reads_from_the_beginning_creates_the_group_and_the_stream_with_an_expiry()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("XADD", "old", "*", "n", "1");
        await using var reader = pod.Store.OpenGroup("cg:worker", "pod-1");
        reader.Add("old", Minute);
        reader.Add("new", Minute);
        var batch = new EntryBatch();
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal("old", batch[0].Key);
        Assert.Equal(1, batch[0].Deliveries);
        Assert.InRange(client.Number("TTL", "old"), 1, 60);
        Assert.InRange(client.Number("TTL", "new"), 1, 60);

        _ = client.Command("XADD", "new", "*", "n", "2");
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal("new", batch[0].Key);
        Assert.True(batch[0].TryGet("n"u8, out var value));
        Assert.Equal("2", Encoding.UTF8.GetString(value));
    }

    [Fact]
    public async Task A_stream_added_while_the_read_blocks_is_read_promptly_every_time()
    {
        using var server = RedisServer.Start();

        // Were one wake-up lost, the round would wait for the end of the block.
        await using var pod = await Pod.StartAsync(server, static options => options.ReadBlock = TimeSpan.FromMinutes(10));
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("first", Minute);
        var batch = new EntryBatch();
        var random = new Random(5);
        for (int round = 0; round < 300; round++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"s{round}");
            _ = client.Command("XADD", key, "*", "n", "1");
            var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();

            // Sometimes before the read is on its way, sometimes while it blocks.
            for (int spin = random.Next(3) * random.Next(200); spin > 0; spin--)
            {
                await Task.Yield();
            }

            reader.Add(key, Minute);
            await reading;
            Assert.Equal(key, batch[0].Key);
            if (round % 10 != 0)
            {
                reader.Remove(key);
            }
        }
    }

    [Fact]
    public async Task An_idle_reader_does_not_poll()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        using var stop = new CancellationTokenSource();
        var reading = reader.ReadAsync(new EntryBatch(), 10, stop.Token).AsTask();
        await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
        _ = client.Command("CONFIG", "RESETSTAT");

        // By the server's clock; well within one block.
        long Now() => long.Parse((string)client.List("TIME")[0]!, CultureInfo.InvariantCulture);
        long until = Now() + 2;
        await Wait.Until(() => Now() >= until, Pod.Patience);
        string stats = client.Text("INFO", "commandstats");
        Assert.DoesNotContain("xreadgroup", stats, StringComparison.Ordinal);
        Assert.DoesNotContain("unblock", stats, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_reader_without_streams_does_not_even_connect_and_can_be_cancelled()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        await using var reader = pod.Store.OpenGroup("g", "c");
        using var stop = new CancellationTokenSource();
        var reading = reader.ReadAsync(new EntryBatch(), 10, stop.Token).AsTask();
        using var client = server.Connect();
        Assert.DoesNotContain("name=nika-pod-1-group", client.Text("CLIENT", "LIST"), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Cancelling_ends_a_blocked_read_promptly_and_reading_can_go_on()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server, static options => options.ReadBlock = TimeSpan.FromMinutes(10));
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        var batch = new EntryBatch();
        for (int round = 0; round < 5; round++)
        {
            using var stop = new CancellationTokenSource();
            var reading = reader.ReadAsync(batch, 10, stop.Token).AsTask();
            await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
            var deadline = Deadline.Seconds(10);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            Assert.False(deadline.IsPast);
            await Wait.Until(() => !client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
        }

        _ = client.Command("XADD", "s", "*", "n", "1");
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal(1, batch.Count);
    }

    [Theory]
    [InlineData("DEL", "s")]
    [InlineData("FLUSHALL", null)]
    [InlineData("XGROUP", "DESTROY")]
    public async Task A_lost_group_is_created_again_after_the_last_id_given(string command, string? argument)
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        reader.Add("quiet", Minute);
        var batch = new EntryBatch();
        string before = client.Text("XADD", "s", "*", "n", "before");
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal(before, batch[0].Id.ToString());

        var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();
        await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);

        // Within the same millisecond a stream made anew would give the same id again.
        await Wait.Until(() => client.Text("XADD", "clock", "*", "n", "1").Split('-')[0] != before.Split('-')[0], Pod.Patience);
        _ = command switch
        {
            "XGROUP" => client.Command("XGROUP", "DESTROY", "s", "g"),
            "DEL" => client.Command("DEL", argument!),
            _ => client.Command(command),
        };
        string after = client.Text("XADD", "s", "*", "n", "after");
        await reading;
        Assert.Equal([after], Enumerable.Range(0, batch.Count).Select(i => batch[i].Id.ToString()).ToArray());
        Assert.Contains(pod.Log.All, static line => line.Id == 2005);
        Assert.InRange(client.Number("TTL", "s"), 1, 60);
    }

    [Fact]
    public async Task A_group_lost_again_and_again_makes_no_hot_loop()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        using var stop = new CancellationTokenSource();
        var reading = reader.ReadAsync(new EntryBatch(), 10, stop.Token).AsTask();
        _ = client.Command("CONFIG", "RESETSTAT");
        var deadline = Deadline.Seconds(2);
        while (!deadline.IsPast)
        {
            _ = client.Command("DEL", "s");
        }

        string stats = client.Text("INFO", "commandstats").Split('\n').FirstOrDefault(static line => line.StartsWith("cmdstat_eval:", StringComparison.Ordinal)) ?? "calls=0,";
        int start = stats.IndexOf("calls=", StringComparison.Ordinal) + "calls=".Length;
        Assert.InRange(int.Parse(stats[start..stats.IndexOf(',', start)], CultureInfo.InvariantCulture), 1, 100);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_key_of_another_type_is_set_aside_and_the_others_go_on()
    {
        using var server = RedisServer.Start();
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        await using var pod = await Pod.StartAsync(server, static options => options.ReadBlock = TimeSpan.FromMilliseconds(200), clock: clock);
        using var client = server.Connect();
        _ = client.Command("SET", "strange", "v");
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("strange", Minute);
        reader.Add("mine", Minute);
        var batch = new EntryBatch();
        _ = client.Command("XADD", "mine", "*", "n", "1");
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal("mine", batch[0].Key);
        Assert.Equal(1, pod.Log.All.Count(static line => line is { Level: LogLevel.Error, Id: 2003 }));
        Assert.Equal(-1, client.Number("TTL", "strange"));

        // A stream that turns into something else while it is read.
        _ = client.Command("XADD", "later", "*", "n", "1");
        reader.Add("later", Minute);
        await reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal("later", batch[0].Key);
        _ = client.Command("DEL", "later");
        _ = client.Command("SET", "later", "v");
        var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();
        await Wait.Until(() => pod.Log.Count(2003) == 2, Pod.Patience);
        _ = client.Command("XADD", "mine", "*", "n", "2");
        await reading;
        Assert.Equal("mine", batch[0].Key);

        // Tried again after half a minute.
        _ = client.Command("DEL", "strange");
        _ = client.Command("XADD", "strange", "*", "n", "1");
        clock.Advance(TimeSpan.FromSeconds(30));
        await reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token);
        Assert.Equal("strange", batch[0].Key);
    }

    [Fact]
    public async Task An_outage_is_waited_out()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        var batch = new EntryBatch();
        for (int round = 0; round < 3; round++)
        {
            var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();
            using (var client = server.Connect())
            {
                await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
            }

            server.Restart();
            using (var client = server.Connect())
            {
                _ = client.Command("XADD", "s", "*", "n", "1");
            }

            await reading;
            Assert.Equal(1, batch.Count);
        }
    }

    [Fact]
    public async Task A_stopped_server_is_noticed_by_a_blocked_reader()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server, static options => (options.ReadBlock, options.CommandTimeout, options.ConnectTimeout) = (TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", Minute);
        var batch = new EntryBatch();
        var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();
        using var client = server.Connect();
        await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
        server.Stop();
        await Wait.Until(() => pod.Log.All.Any(static line => line.Id == 2001 && line.Text.Contains("no reply to a read in time", StringComparison.Ordinal)), Pod.Patience);
        server.Continue();
        _ = client.Command("XADD", "s", "*", "n", "1");
        await reading;
        Assert.Equal(1, batch.Count);
    }

    [Fact]
    public async Task Where_waking_is_not_permitted_added_streams_are_read_a_little_later()
    {
        using var server = RedisServer.Start("--user", "nika", "on", "~*", "+@all", "-client|unblock", "-client|kill", ">pw");
        await using var pod = await Pod.StartAsync(server, static options => (options.User, options.Password) = ("nika", "pw"));
        using var client = server.Connect();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("first", Minute);
        var batch = new EntryBatch();
        for (int round = 0; round < 3; round++)
        {
            var reading = reader.ReadAsync(batch, 10, Deadline.Seconds(30).Token).AsTask();
            await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xreadgroup", StringComparison.Ordinal), Pod.Patience);
            string key = string.Create(CultureInfo.InvariantCulture, $"s{round}");
            _ = client.Command("XADD", key, "*", "n", "1");
            reader.Add(key, Minute);
            await reading;
            Assert.Equal(key, batch[0].Key);
        }

        Assert.Equal(1, pod.Log.Count(2006));
    }
}
