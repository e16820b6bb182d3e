using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Faults;

/// <summary>Redis answers, but refuses: for want of memory, as a replica, while loading, for want of rights, for a key of another type.</summary>
public sealed class RefusingServerTests
{
    // Longer than a key is set aside.
    private static readonly TimeSpan SetAside = TimeSpan.FromSeconds(31);

    [Fact]
    public Task Out_of_memory_OOM() => RefuseAsync(
        "OOM",
        static client => client.Command("CONFIG", "SET", "maxmemory", "100kb"),
        static client => client.Command("CONFIG", "SET", "maxmemory", "0"));

    [Fact]
    public Task A_replica_READONLY() => RefuseAsync(
        "READONLY",
        static client => client.Command("REPLICAOF", "127.0.0.1", "1"),
        static client => client.Command("REPLICAOF", "NO", "ONE"));

    [Fact]
    public async Task While_it_loads_LOADING()
    {
        using var server = RedisServer.Start("--enable-debug-command", "yes", "--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024");
        await using var swarm = await Swarm.StartAsync(server);
        using var client = server.Connect();
        _ = client.Command("DEBUG", "POPULATE", "2000", "stranger", "200");
        await swarm.PublishAsync();

        // It writes everything to disk, forgets it, and reads it again: two seconds for the strangers' keys alone.
        client.Send("DEBUG", "RELOAD");
        await swarm.DownAsync();
        await Wait.Until(() => swarm.Publishers.Exists(static pod => pod.Server.Reason?.Contains("LOADING", StringComparison.Ordinal) == true));
        await swarm.DegradedMoreAsync(200);
        Assert.Equal("OK", client.Receive());
        await swarm.UpAsync();
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
    }

    [Fact]
    public async Task A_right_is_missing_NOPERM()
    {
        using var server = RedisServer.Start();
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        await using var swarm = await Swarm.StartAsync(server, new() { Clock = clock });
        await swarm.PublishAsync();
        using var client = server.Connect();
        _ = client.Command("ACL", "SETUSER", "default", "-xadd");
        await swarm.LoggedMoreAsync(200);
        Assert.All(swarm.Publishers, static pod => Assert.Contains(pod.Log.All, static line => line.Text.Contains("NOPERM", StringComparison.Ordinal)));
        _ = client.Command("ACL", "SETUSER", "default", "+xadd");
        clock.Advance(SetAside);
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
    }

    [Theory]
    [InlineData("nika:ipc:job-3")]
    [InlineData(Auditor.Feed)]
    public async Task A_key_is_of_another_type_WRONGTYPE(string key)
    {
        using var server = RedisServer.Start();
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        using var client = server.Connect();
        _ = client.Command("SET", key, "a stranger's");
        await using var swarm = await Swarm.StartAsync(server, new() { Clock = clock });
        _ = swarm.Auditor.Foreign.Add(key);
        swarm.Publish();
        await swarm.DeliveredMoreAsync(300);
        await swarm.LoggedMoreAsync(20);
        Assert.All(swarm.Publishers, static pod => Assert.True(pod.Server.IsOpen, pod.Server.ToString()));
        swarm.Auditor.ExpectExpiries();
        Assert.Equal("a stranger's", client.Text("GET", key));

        // It is taken away: after its time aside the key is ours again.
        _ = client.Command("DEL", key);
        _ = swarm.Auditor.Foreign.Remove(key);
        clock.Advance(SetAside);
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
        Assert.Equal("stream", client.Text("TYPE", key));
    }

    private static async Task RefuseAsync(string code, Action<RedisClient> refuse, Action<RedisClient> mend)
    {
        using var server = RedisServer.Start();
        await using var swarm = await Swarm.StartAsync(server);
        await swarm.PublishAsync();
        using var client = server.Connect();
        refuse(client);
        await swarm.DownAsync();
        await Wait.Until(() => swarm.Publishers.TrueForAll(pod => pod.Log.All.Any(line => line.Text.Contains(code, StringComparison.Ordinal))), $"the log says {code}");
        await swarm.DegradedMoreAsync(200);
        mend(client);
        await swarm.UpAsync();
        await swarm.DeliveredMoreAsync(200);
        await swarm.FinishAsync();
    }
}
