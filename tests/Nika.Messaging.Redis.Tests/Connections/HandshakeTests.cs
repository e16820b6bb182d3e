using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Connections;

public sealed class HandshakeTests
{
    private const string Secret = "s3cret-pa55word";

    [Fact]
    public async Task Greets_in_RESP3_and_names_its_connections()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        Assert.True(pod.Lane.IsUp);
        using var client = server.Connect();
        string clients = client.Text("CLIENT", "LIST");
        Assert.Contains("name=nika-pod-1-writes", clients, StringComparison.Ordinal);
        Assert.Contains("name=nika-pod-1-commands", clients, StringComparison.Ordinal);
        Assert.Contains(pod.Log.All, static line => line.Id == 2000 && line.Text.Contains("RESP3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_password_is_given()
    {
        using var server = RedisServer.Start("--requirepass", Secret);
        await using var pod = await Pod.StartAsync(server, static options => options.Password = Secret);
        Assert.True(pod.Lane.IsUp);
        Assert.DoesNotContain(pod.Log.All, static line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_HELLO_is_unknown_it_speaks_RESP2(bool hasPassword)
    {
        string[] arguments = hasPassword ? ["--rename-command", "HELLO", "", "--requirepass", Secret] : ["--rename-command", "HELLO", ""];
        using var server = RedisServer.Start(arguments);
        await using var pod = await Pod.StartAsync(server, options => options.Password = hasPassword ? Secret : null);
        Assert.True(pod.Lane.IsUp, pod.Lane.Gate.ToString());
        Assert.Contains(pod.Log.All, static line => line.Id == 2000 && line.Text.Contains("RESP2", StringComparison.Ordinal));
        Assert.DoesNotContain(pod.Log.All, static line => line.Text.Contains(Secret, StringComparison.Ordinal));

        pod.Append("s", "one");
        await pod.OutcomesAsync(1);
        Assert.Null(pod.Outcomes.Of("one").Failure);
        var batch = new EntryBatch();
        await using var reader = pod.Store.OpenGroup("g", "c");
        reader.Add("s", TimeSpan.FromMinutes(1));
        await reader.ReadAsync(batch, 10, Deadline.Seconds(20).Token);
        Assert.Equal(1, batch.Count);
        await using var tail = pod.Store.OpenTail();
        tail.Add("s", StreamId.Zero);
        await tail.ReadAsync(batch, 10, Deadline.Seconds(20).Token);
        Assert.Equal(1, batch.Count);
    }

    [Fact]
    public async Task An_ACL_user_is_given()
    {
        using var server = RedisServer.Start("--user", "nika", "on", "~*", "+@all", ">" + Secret);
        await using var pod = await Pod.StartAsync(server, static options => (options.User, options.Password) = ("nika", Secret));
        Assert.True(pod.Lane.IsUp);
        using var client = server.Connect();
        Assert.Contains("user=nika", client.Text("CLIENT", "LIST"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-the-" + Secret, "WRONGPASS")]
    [InlineData(null, "NOAUTH")]
    public async Task A_wrong_or_missing_password_is_said_once_and_loudly_and_the_pod_goes_on(string? password, string code)
    {
        using var server = RedisServer.Start("--requirepass", Secret);
        await using var pod = await Pod.StartAsync(server, options => options.Password = password);
        Assert.False(pod.Lane.IsUp);
        Assert.Contains(code, pod.Lane.Gate.Reason!, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await pod.Store.LastIdAsync("s", CancellationToken.None));
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        using (var client = server.Connect())
        {
            _ = client.Command("AUTH", Secret);
            await Wait.Until(() => client.Text("INFO", "stats").Split('\n').First(static line => line.StartsWith("total_connections_received", StringComparison.Ordinal)).TrimEnd() is { } line && int.Parse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], null) > 10, Pod.Patience);
        }

        Assert.Equal(1, pod.Log.All.Count(static line => line.Level == LogLevel.Error));
        Assert.Equal(1, pod.Log.Count(2002));
        Assert.DoesNotContain(Secret, error.ToString() + string.Concat(pod.Log.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_set_an_expiry_nothing_is_written()
    {
        using var server = RedisServer.Start("--user", "nika", "on", "~*", "+@all", "-pexpire", ">" + Secret);
        await using var pod = await Pod.StartAsync(server, static options => (options.User, options.Password) = ("nika", Secret));
        Assert.False(pod.Lane.IsUp);
        Assert.Contains("PEXPIRE must be permitted", pod.Lane.Gate.Reason!, StringComparison.Ordinal);
        Assert.Equal(1, pod.Log.Count(2002));
    }

    [Fact]
    public async Task A_server_that_is_away_at_the_start_is_found_when_it_comes()
    {
        using var server = RedisServer.Start();
        server.Kill();
        await using var pod = await Pod.StartAsync(server);
        Assert.False(pod.Lane.IsUp);
        Assert.Contains("ConnectionRefused", pod.Lane.Gate.Reason!, StringComparison.Ordinal);
        server.Restart();
        await pod.UpAsync();
        await Wait.Until(async () => await AnswersAsync(pod), Pod.Patience);
    }

    private static async ValueTask<bool> AnswersAsync(Pod pod)
    {
        try
        {
            return await pod.Store.LastIdAsync("none", CancellationToken.None) == StreamId.Zero;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
