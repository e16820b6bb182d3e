using System.Globalization;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Telemetry;

/// <summary>On a real server: what it is sent, and what becomes of calls while it is away.</summary>
public sealed class RedisToolsTests() : ToolsTests(new RedisTestStore())
{
    private RedisServer Server => ((RedisTestStore)TestStore).Server;

    [Fact]
    public async Task A_call_s_four_writes_leave_in_one_transaction()
    {
        const int Calls = 20;
        var pod = await StartAsync("caller", static builder => builder.Configure(static options => options.MetricsInterval = TimeSpan.FromHours(1)));
        using var client = Server.Connect();

        // The first heartbeat and what else a start writes.
        await Wait.Until(() => client.Number("EXISTS", "agent:state:" + pod.Session.Value) == 1);
        await CallAsync(pod, 1);
        long transactions = Transactions(client);
        for (int i = 2; i <= Calls + 1; i++)
        {
            await CallAsync(pod, i);
            Assert.Equal(
                (i.ToString(CultureInfo.InvariantCulture), i.ToString(CultureInfo.InvariantCulture), "Read"),
                ((string?)client.Command("HGET", $"agent:metrics:{Today:yyyy-MM-dd}", "Read"), client.Text("HGET", "agent:state:" + pod.Session.Value, "calls"), client.Text("HGET", "agent:state:" + pod.Session.Value, "last_tool")));
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), client.Text("HGET", $"nika:ipc:metrics:{Today:yyyy-MM-dd}", "published:tool_call"));
        }

        Assert.Equal(Calls, Transactions(client) - transactions);

        static Task CallAsync(NikaPod pod, int number)
        {
            using (pod.Tools.Begin("Read"))
            {
            }

            return Wait.Until(() => pod.Tools.Stored == number);
        }

        static long Transactions(RedisClient client) =>
            long.Parse(client.Text("INFO", "commandstats").Split("cmdstat_exec:calls=")[1].Split(',')[0], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task While_the_server_is_away_calls_are_dropped_and_counted_and_their_day_is_kept()
    {
        var clock = new ShiftedClock(DateTimeOffset.UtcNow);
        var day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var pod = await StartAsync("caller", services: services => services.AddService<TimeProvider>(clock));
        Server.Kill();
        await Wait.Until(() => !pod.Gates[0].IsOpen);
        for (int i = 0; i < 3; i++)
        {
            using var call = pod.Tools.Begin("Read");
        }

        clock.Advance(TimeSpan.FromDays(1));
        using (pod.Tools.Begin("Read"))
        {
        }

        // The gate closes a moment before the lane does.
        await Wait.Until(() => pod.Tools.Dropped == 4);
        Assert.Equal((4, 0), (pod.Tools.Ended, pod.Tools.Stored));
        Assert.Equal((0, 0, 0), (pod.Account.Published, pod.Account.Logged, pod.Account.Dropped));
        Assert.NotNull((await pod.Alpha.ToolsAsync(day, TestContext.Current.CancellationToken)).Reason);
        Server.Restart();
        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(day)).Calls == 3 && (await pod.Alpha.ToolsAsync(day.AddDays(1))).Calls == 1, TimeSpan.FromMinutes(1));
        using var client = Server.Connect();
        Assert.Equal(0, client.Number("EXISTS", EventsKey(pod)));
    }

    [Fact]
    public async Task When_the_queue_fills_telemetry_gives_way_and_no_message_does()
    {
        const int Slots = 1024;
        var pod = await StartAsync("caller", static builder => builder.Configure(static options => options.RetentionMessages = Slots));
        await Wait.Until(() => pod.Gates[0].IsOpen);
        Server.Stop();
        for (int i = 0; i < Slots / 2; i++)
        {
            Assert.Equal(PublishStatus.Accepted, pod.Publish(new StepResult(new("job-1"), i, "x")).Status);
        }

        using (pod.Tools.Begin("Read"))
        {
        }

        Assert.Equal(1, pod.Tools.Dropped);
        Assert.Equal(PublishStatus.Accepted, pod.Publish(new StepResult(new("job-1"), Slots, "x")).Status);
        Server.Continue();
        await Wait.Until(() => pod.Account.Delivered == (Slots / 2) + 1);
        using (pod.Tools.Begin("Read"))
        {
        }

        await Wait.Until(() => pod.Tools.Stored == 1);
    }

    [Fact]
    public async Task What_is_no_count_is_passed_over()
    {
        var pod = await StartAsync("caller");
        using var client = Server.Connect();
        _ = client.Command("HSET", "agent:metrics:1999-01-02", "Read", "12", "Read:errors", "x", "Odd", "1.5", "Bash:errors", "2", "", "3");
        Assert.Equal(
            [new ToolCount("Read", 12, 0), new ToolCount("", 3, 0), new ToolCount("Bash", 0, 2)],
            (await pod.Alpha.ToolsAsync(new DateOnly(1999, 1, 2), TestContext.Current.CancellationToken)).Tools);
    }
}
