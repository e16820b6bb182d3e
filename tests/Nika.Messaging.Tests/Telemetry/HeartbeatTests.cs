using System.Text;
using Nika.Messaging.Publishing;
using Nika.Messaging.Telemetry;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Telemetry;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task A_touch_that_finds_a_write_under_way_is_caught_up_with_once()
    {
        var clock = new ManualTimeProvider();
        await using var quiet = await QuietStore.StartAsync(clock);
        var activity = new PodActivity();
        await using var heartbeat = new Heartbeat(quiet.Store, new PodIdentity(new("pod"), new("s-1"), null), activity, clock);
        Assert.Null(heartbeat.Touch()); // not begun
        heartbeat.Start(TimeSpan.FromMinutes(30));
        clock.Advance(TimeSpan.Zero);
        activity.Tool = "First";
        var lane = heartbeat.Touch();
        Assert.NotNull(lane);
        activity.Tool = "Second";
        Assert.Null(heartbeat.Touch());
        Assert.Null(heartbeat.CatchUp());
        lane.Wake();
        Assert.Equal("First", await LastToolAsync(quiet));
        heartbeat.CatchUp()!.Wake();
        Assert.Equal("Second", await LastToolAsync(quiet));
        Assert.Null(heartbeat.CatchUp());
    }

    private static async Task<string> LastToolAsync(QuietStore quiet)
    {
        var state = await quiet.Store.ReadHashAsync("agent:state:s-1", TestContext.Current.CancellationToken);
        Assert.True(state!.TryGet("last_tool"u8, out var tool));
        return Encoding.UTF8.GetString(tool);
    }
}
