using System.Globalization;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Reading;

public sealed class TailReaderTests
{
    [Fact]
    public async Task Reads_after_the_given_id_each_entry_once_over_several_streams_and_outages_included()
    {
        using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
        await using var pod = await Pod.StartAsync(server);
        using (var client = server.Connect())
        {
            _ = client.Command("XADD", "a", "5-0", "n", "known");
        }

        await using var tail = pod.Store.OpenTail();
        tail.Add("a", new(5, 0));
        tail.Add("b", StreamId.Zero);
        var batch = new EntryBatch();
        var seen = new List<string>();
        int next = 6;
        for (int round = 0; round < 3; round++)
        {
            using (var client = server.Connect())
            {
                for (int i = 0; i < 250; i++, next++)
                {
                    _ = client.Command("XADD", i % 2 == 0 ? "a" : "b", $"{next}-0", "n", "x");
                }
            }

            var deadline = Deadline.Seconds(60);
            while (seen.Count < next - 6)
            {
                await tail.ReadAsync(batch, 40, deadline.Token);
                for (int i = 0; i < batch.Count; i++)
                {
                    Assert.Equal(0, batch[i].Deliveries);
                    seen.Add(batch[i].Key + batch[i].Id);
                }
            }

            server.Restart();
        }

        Assert.Equal(750, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(750, seen.Count);
    }

    [Fact]
    public async Task A_stream_added_while_the_read_blocks_is_read_promptly_every_time()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server, static options => options.ReadBlock = TimeSpan.FromMinutes(10));
        using var client = server.Connect();
        await using var tail = pod.Store.OpenTail();
        var batch = new EntryBatch();
        for (int round = 0; round < 300; round++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"s{round % 20}");
            string id = client.Text("XADD", key, "*", "n", "1");
            var reading = tail.ReadAsync(batch, 10, Deadline.Seconds(60).Token).AsTask();
            for (int spin = (round % 4) * 50; spin > 0; spin--)
            {
                await Task.Yield();
            }

            Assert.True(StreamId.TryParse(System.Text.Encoding.ASCII.GetBytes(id), out var parsed));
            tail.Add(key, new(parsed.Milliseconds - 1, ulong.MaxValue)); // moved, when it is there already
            await reading;

            // A stream read before it was moved is read again from its new place: what comes first may be that.
            while (!Enumerable.Range(0, batch.Count).Any(i => batch[i].Id == parsed))
            {
                await tail.ReadAsync(batch, 10, Deadline.Seconds(60).Token);
            }
        }
    }

    [Fact]
    public async Task A_removed_stream_is_not_read()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        await using var tail = pod.Store.OpenTail();
        tail.Add("a", StreamId.Zero);
        tail.Add("b", StreamId.Zero);
        var batch = new EntryBatch();
        var reading = tail.ReadAsync(batch, 10, Deadline.Seconds(30).Token).AsTask();
        await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xread", StringComparison.Ordinal), Pod.Patience);
        tail.Remove("a");
        _ = client.Command("XADD", "a", "*", "n", "1");
        _ = client.Command("XADD", "b", "*", "n", "1");
        await reading;
        Assert.Equal("b", batch[0].Key);
        Assert.Equal(1, batch.Count);
    }

    [Fact]
    public async Task A_key_of_another_type_is_set_aside_and_the_others_go_on()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("SET", "strange", "v");
        _ = client.Command("XADD", "mine", "*", "n", "1");
        await using var tail = pod.Store.OpenTail();
        tail.Add("strange", StreamId.Zero);
        tail.Add("mine", StreamId.Zero);
        var batch = new EntryBatch();
        await tail.ReadAsync(batch, 10, Deadline.Seconds(30).Token);
        Assert.Equal("mine", batch[0].Key);
        Assert.Equal(1, pod.Log.All.Count(static line => line is { Level: LogLevel.Error, Id: 2003 }));
    }

    [Fact]
    public async Task Disposing_ends_a_blocked_read()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        var tail = pod.Store.OpenTail();
        tail.Add("s", StreamId.Zero);
        var reading = tail.ReadAsync(new EntryBatch(), 10, CancellationToken.None).AsTask();
        await Wait.Until(() => client.Text("CLIENT", "LIST").Contains("cmd=xread", StringComparison.Ordinal), Pod.Patience);
        await tail.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
    }
}
