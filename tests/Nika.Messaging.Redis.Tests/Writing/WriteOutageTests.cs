using System.Globalization;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Writing;

public sealed class WriteOutageTests
{
    [Fact]
    public async Task A_killed_server_closes_the_gate_and_every_write_has_one_outcome()
    {
        using var server = RedisServer.Start("--appendonly", "yes", "--appendfsync", "always");
        await using var pod = await Pod.StartAsync(server);
        int accepted = 0;
        var publishing = Task.Run(() =>
        {
            var deadline = Deadline.Seconds(60);
            while (!deadline.IsPast)
            {
                if (pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromHours(1)), ("data", accepted.ToString(CultureInfo.InvariantCulture))) is null)
                {
                    accepted++;
                }
                else if (!pod.Lane.IsUp)
                {
                    return;
                }
            }
        });
        await Wait.Until(() => pod.Outcomes.All.Count > 2000, Pod.Patience);
        server.Kill();
        await publishing;
        await pod.OutcomesAsync(accepted);
        Assert.False(pod.Lane.IsUp);
        Assert.Equal(accepted, pod.Outcomes.All.Count);
        Assert.Equal(accepted, pod.Outcomes.All.Select(static outcome => outcome.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(pod.Outcomes.All, static outcome => outcome.Failure == WriteFailure.Rejected);

        // What was reported as delivered is there; what was not sent is not; a key without expiry is nowhere.
        server.Restart();
        await pod.UpAsync();
        using var client = server.Connect();
        var stored = client.Entries("s").Select(static entry => entry.Fields[1]).ToHashSet(StringComparer.Ordinal);
        Assert.All(pod.Outcomes.Delivered, outcome => Assert.Contains(outcome.Text, stored));
        Assert.All(pod.Outcomes.All.Where(static outcome => outcome.Failure == WriteFailure.NotSent), outcome => Assert.DoesNotContain(outcome.Text, stored));
        Assert.InRange(client.Number("TTL", "s"), 1, 3600);

        pod.Append("s", "again");
        await pod.OutcomesAsync(accepted + 1);
        Assert.Null(pod.Outcomes.Of("again").Failure);
    }

    [Fact]
    public async Task A_stopped_server_is_noticed_by_the_reply_deadline_and_its_old_connection_writes_nothing_after_the_return()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server, static options => options.ConnectTimeout = TimeSpan.FromSeconds(1), replyDeadline: TimeSpan.FromMilliseconds(500));
        pod.Append("s", "first");
        await pod.OutcomesAsync(1);
        server.Stop();
        for (int i = 0; i < 100; i++)
        {
            pod.Append("s", string.Create(CultureInfo.InvariantCulture, $"lost {i}"));
        }

        await pod.DownAsync();
        Assert.Contains("no reply within 500 ms", pod.Lane.Gate.Reason! + string.Concat(pod.Log.All), StringComparison.Ordinal);
        await pod.OutcomesAsync(101);

        // What was on its way may be stored; what the window held back is not.
        var lost = pod.Outcomes.All.Skip(1).ToList();
        Assert.All(lost, static outcome => Assert.True(outcome.Failure is WriteFailure.Unknown or WriteFailure.NotSent));
        Assert.Contains(lost, static outcome => outcome.Failure == WriteFailure.Unknown);
        Assert.NotNull(pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "refused")));

        server.Continue();
        await pod.UpAsync();
        using var client = server.Connect();
        Assert.Contains("cmdstat_client|kill:calls=", client.Text("INFO", "commandstats"), StringComparison.Ordinal);
        long atReturn = client.Number("XLEN", "s");
        pod.Append("s", "back");
        await pod.OutcomesAsync(102);
        Assert.Null(pod.Outcomes.Of("back").Failure);
        Assert.Equal(atReturn + 1, client.Number("XLEN", "s"));
        Assert.Equal(1, client.Text("CLIENT", "LIST").Split('\n').Count(static line => line.Contains("name=nika-pod-1-writes", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task It_comes_back_again_and_again_and_the_account_balances()
    {
        using var server = RedisServer.Start();
        await using var pod = await Pod.StartAsync(server);
        int accepted = 0;
        for (int round = 0; round < 8; round++)
        {
            await pod.UpAsync();
            for (int i = 0; i < 500; i++)
            {
                accepted += pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromHours(1)), ("data", string.Create(CultureInfo.InvariantCulture, $"{round}-{i}"))) is null ? 1 : 0;
            }

            server.Restart();
            await pod.OutcomesAsync(accepted);
        }

        Assert.Equal(accepted, pod.Outcomes.All.Count);
        Assert.Equal(accepted, pod.Outcomes.All.Select(static outcome => outcome.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(0, pod.Lane.Held);
    }

    [Fact]
    public async Task Closing_the_store_waits_for_what_is_on_its_way()
    {
        using var server = RedisServer.Start();
        var pod = await Pod.StartAsync(server);
        for (int i = 0; i < 5000; i++)
        {
            pod.Append("s", i.ToString(CultureInfo.InvariantCulture));
        }

        await pod.DisposeAsync();
        Assert.Equal(5000, pod.Outcomes.Delivered.Count());
        Assert.NotNull(pod.TryWrite(WriteKind.Append, "s", Pod.Descriptor(TimeSpan.FromMinutes(1)), ("data", "late")));
    }
}
