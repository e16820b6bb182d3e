using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Writing;

/// <summary>A real server that answers with an error meaning "not now": the gate closes with its words, nothing was sent, and it passes.</summary>
public sealed class DegradingErrorsTests
{
    [Fact]
    public Task NOREPLICAS() => RefuseAsync(
        nameof(NOREPLICAS),
        static client => client.Command("CONFIG", "SET", "min-replicas-to-write", "1"),
        static client => client.Command("CONFIG", "SET", "min-replicas-to-write", "0"));

    [Fact]
    public Task MASTERDOWN() => RefuseAsync(
        nameof(MASTERDOWN),
        static client =>
        {
            _ = client.Command("CONFIG", "SET", "replica-serve-stale-data", "no");
            _ = client.Command("CONFIG", "SET", "replica-read-only", "no"); // or it says READONLY first
            _ = client.Command("REPLICAOF", "127.0.0.1", "1");
        },
        static client => client.Command("REPLICAOF", "NO", "ONE"));

    [Fact]
    public async Task BUSY()
    {
        using var server = RedisServer.Start("--busy-reply-threshold", "1");
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        using var endless = server.Connect();
        endless.Send("EVAL", "while true do end", "0");
        await Wait.Until(() => IsBusy(client), Pod.Patience);
        await ExpectRefusedAsync(pod, nameof(BUSY));
        _ = client.Command("SCRIPT", "KILL");
        await ExpectServedAsync(pod);
    }

    [Fact]
    public async Task CLUSTERDOWN()
    {
        using var server = RedisServer.Start("--cluster-enabled", "yes");
        await using var pod = await Pod.StartAsync(server);
        Assert.False(pod.Lane.IsUp);
        Assert.Contains("the server says CLUSTERDOWN", pod.Lane.Gate.Reason!, StringComparison.Ordinal);
        using var client = server.Connect();
        _ = client.Command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        await pod.UpAsync();
        await ExpectServedAsync(pod);
    }

    private static async Task RefuseAsync(string code, Action<RedisClient> refuse, Action<RedisClient> mend)
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        using var client = server.Connect();
        refuse(client);
        await ExpectRefusedAsync(pod, code);
        mend(client);
        await ExpectServedAsync(pod);
        Assert.Equal(0, client.Number("EXISTS", "refused"));
    }

    private static async Task ExpectRefusedAsync(Pod pod, string code)
    {
        pod.Append("refused", "refused");
        await pod.OutcomesAsync(1);
        var outcome = pod.Outcomes.Of("refused");
        Assert.Equal(WriteFailure.NotSent, outcome.Failure);
        Assert.Contains("the server says " + code, outcome.Reason!, StringComparison.Ordinal);
        Assert.Contains(pod.Log.All, line => line.Id == 1002 && line.Text.Contains(code, StringComparison.Ordinal));
    }

    // The gate may open and close again on the way: what counts is that it stays open once the server serves.
    private static async Task ExpectServedAsync(Pod pod)
    {
        await Wait.Until(() => pod.TryWrite(WriteKind.Append, "served", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "served")) is null, Pod.Patience);
        await Wait.Until(() => pod.Outcomes.Delivered.Any(), Pod.Patience);
        Assert.True(pod.Lane.IsUp);
    }

    private static bool IsBusy(RedisClient client)
    {
        try
        {
            _ = client.Command("PING");
            return false;
        }
        catch (RedisErrorException e)
        {
            return e.Message.StartsWith("BUSY", StringComparison.Ordinal);
        }
    }
}
