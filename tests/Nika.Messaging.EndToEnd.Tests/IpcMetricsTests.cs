using System.Globalization;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd;

/// <summary><c>nika:ipc:metrics:{date}</c>: what all pods published and what became of it.</summary>
public sealed class IpcMetricsTests
{
    private static readonly JobId Job = new("job-1");

    private static string Key => "nika:ipc:metrics:" + DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Counts_gather_through_an_outage_and_are_added_once()
    {
        using var server = RedisServer.Start();
        await using (var other = await StartAsync(server))
        {
            _ = await other.Nika.PublishAsync(new StepResult(Job, 0, "another pod's"), TestContext.Current.CancellationToken);
        }

        await using (var pod = await StartAsync(server))
        {
            for (int i = 0; i < 10; i++)
            {
                _ = await pod.Nika.PublishAsync(new StepResult(Job, i, "before"), TestContext.Current.CancellationToken);
            }

            await Wait.Until(() => Field(server, "published") == 11);
            server.Stop();
            _ = pod.Nika.Publish(new StepResult(Job, 10, "under way"));
            await Wait.Until(() => !pod.Nika.Gates[0].IsOpen);
            for (int i = 0; i < 20; i++)
            {
                _ = pod.Nika.Publish(new JobChanged(new EntityId("JOB-7"), EntityStatus.Progress, "x"));
            }

            server.Continue();
            await Wait.Until(() => pod.Nika.Account is { Logged: 0, InFlight: 0 });
        }

        Assert.Equal((32, 32, 21, 21, 0), (Field(server, "published"), Field(server, "delivered"), Field(server, "degraded"), Field(server, "replayed"), Field(server, "dropped")));
        Assert.Equal((12, 20, 20), (Field(server, "published:step_result"), Field(server, "published:job_changed"), Field(server, "replayed:job_changed")));
        using var client = server.Connect();
        Assert.InRange((long)client.Command("PTTL", Key)!, TimeSpan.FromDays(6.9).TotalMilliseconds, TimeSpan.FromDays(7).TotalMilliseconds);
    }

    [Fact]
    public async Task A_zero_interval_writes_nothing()
    {
        using var server = RedisServer.Start();
        await using (var pod = await StartAsync(server, TimeSpan.Zero))
        {
            _ = await pod.Nika.PublishAsync(new StepResult(Job, 0, "x"), TestContext.Current.CancellationToken);
        }

        using var client = server.Connect();
        Assert.Equal(0L, client.Command("EXISTS", Key));
    }

    private static long Field(RedisServer server, string field)
    {
        using var client = server.Connect();
        return long.Parse((string?)client.Command("HGET", Key, field) ?? "0", CultureInfo.InvariantCulture);
    }

    private static Task<TestPod> StartAsync(RedisServer server, TimeSpan? interval = null) =>
        TestPod.StartAsync(server, builder => builder.Configure(options =>
        {
            options.ReplyDeadline = TimeSpan.FromMilliseconds(250);
            options.MetricsInterval = interval ?? TimeSpan.FromMilliseconds(50);
        }));
}
