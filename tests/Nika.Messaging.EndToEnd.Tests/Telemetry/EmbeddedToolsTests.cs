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
        var pod = await StartAsync("caller", services: services => services.AddService<TimeProvider>(clock));
        var eve = new DateOnly(2026, 4, 1);
        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMilliseconds(2));
        var overnight = pod.Tools.Begin("Overnight");
        using (pod.Tools.Begin("Eve"))
        {
        }

        clock.Advance(TimeSpan.FromMilliseconds(2));
        overnight.Dispose();

        // Both are written after midnight, a day in each flush.
        clock.Advance(TimeSpan.FromMilliseconds(200));
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
            var member = Assert.Single((await pod.Alpha.FleetAsync(cancellationToken: TestContext.Current.CancellationToken)).Members);
            Assert.Equal(("Build", 0, expected), (member.LastTool, member.ToolCalls, member.Heartbeat));
        }
    }
}
