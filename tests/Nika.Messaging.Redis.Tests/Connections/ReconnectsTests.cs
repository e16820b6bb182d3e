using Nika.Messaging.Redis.Connections;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Redis.Tests.Connections;

public sealed class ReconnectsTests
{
    [Fact]
    public void Pauses_grow_from_50_ms_to_5_s_with_jitter_and_are_repeatable()
    {
        var reconnects = new Reconnects(TimeProvider.System, new Random(1));
        var again = new Reconnects(TimeProvider.System, new Random(1));
        for (int attempt = 0; attempt < 100; attempt++)
        {
            double longest = Math.Min(5000, 50 * Math.Pow(2, attempt));
            var pause = reconnects.PauseBefore(attempt);
            Assert.InRange(pause.TotalMilliseconds, longest / 2, longest);
            Assert.Equal(pause, again.PauseBefore(attempt));
        }
    }

    [Fact]
    public async Task A_connection_that_is_through_wakes_those_that_wait()
    {
        var reconnects = new Reconnects(TimeProvider.System, new Random(1));
        var started = Deadline.Seconds(2);
        var waiting = reconnects.WaitAsync(20, isAway: true, CancellationToken.None);
        reconnects.Announce();
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(started.IsPast, "It waited its whole pause of at least 2.5 s.");
    }
}
