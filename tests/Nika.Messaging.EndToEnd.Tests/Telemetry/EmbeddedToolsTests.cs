using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Telemetry;

/// <summary>On the embedded store, and with a clock that stands until it is moved.</summary>
public sealed class EmbeddedToolsTests() : ToolsTests(new EmbeddedTestStore())
{
    [Fact]
    public async Task A_call_counts_for_the_day_on_which_it_ended()
    {
        var clock = new ManualTimeProvider();
        var pod = await StartAsync("caller", Now, services: services => services.AddService<TimeProvider>(clock));
        var eve = new DateOnly(2026, 4, 1);
        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(2));
        var overnight = pod.Tools.Begin("Overnight");
        using (pod.Tools.Begin("Eve"))
        {
        }

        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(eve)).Calls == 1, TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMilliseconds(2));
        overnight.Dispose();
        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(eve.AddDays(1))).Calls == 1, TimeSpan.FromMinutes(1));
        Assert.Equal([new ToolCount("Eve", 1, 0)], (await pod.Alpha.ToolsAsync(eve, TestContext.Current.CancellationToken)).Tools);
        Assert.Equal([new ToolCount("Overnight", 1, 0)], (await pod.Alpha.ToolsAsync(eve.AddDays(1), TestContext.Current.CancellationToken)).Tools);
    }

    [Fact]
    public async Task A_long_call_keeps_the_heart_beating()
    {
        var clock = new ManualTimeProvider();
        var pod = await StartAsync("caller", builder => builder.Configure(static options => options.HeartbeatInterval = TimeSpan.FromSeconds(30)), services: services => services.AddService<TimeProvider>(clock));
        using var call = pod.Tools.Begin("Build");
        for (int beat = 1; beat <= 3; beat++)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            var expected = clock.GetUtcNow();
            await Wait.Until(async () => (await pod.Alpha.FleetAsync()).Members is [{ LastTool: "Build", ToolCalls: 0 } member] && member.Heartbeat == expected, TimeSpan.FromMinutes(1));
        }
    }
}
