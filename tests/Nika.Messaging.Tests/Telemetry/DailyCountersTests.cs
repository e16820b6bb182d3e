using System.Text;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Tests.Telemetry;

public sealed class DailyCountersTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);
    private static readonly MessageDescriptor Descriptor = new(typeof(DailyCountersTests), "counts", MessageLayer.Telemetry, "counts:{date}", DailyCounters.TimeToLive);

    [Theory]
    [InlineData(false, 4)] // never sent: with the next
    [InlineData(true, 1)] // perhaps stored: never again
    public async Task What_a_lost_lane_held_is_written_again_only_if_it_was_not_sent(bool isSent, int expected)
    {
        await using var quiet = await QuietStore.StartAsync(new ManualTimeProvider());
        var hash = new DailyCounters(quiet.Store, Descriptor, [.. "counts:"u8]);
        var counter = new DailyCounter("read");
        for (int i = 0; i < 3; i++)
        {
            counter.Increment();
        }

        Assert.NotNull(hash.TryWrite(Day, [counter]));
        if (isSent)
        {
            Assert.True(quiet.Lane.TryTake(out _));
        }

        quiet.Lane.Down("lost");
        Assert.Equal(isSent, counter.IsWritten);
        quiet.Lane.Up(0);
        counter.Increment();
        hash.TryWrite(Day, [counter])!.Wake();
        var fields = await quiet.Store.ReadHashAsync("counts:2026-04-01", TestContext.Current.CancellationToken);
        Assert.True(fields!.TryGet("read"u8, out var value));
        Assert.Equal(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), Encoding.UTF8.GetString(value));
    }

    [Fact]
    public async Task One_write_at_a_time_and_none_without_a_change()
    {
        await using var quiet = await QuietStore.StartAsync(new ManualTimeProvider());
        var hash = new DailyCounters(quiet.Store, Descriptor, [.. "counts:"u8]);
        var counter = new DailyCounter("read");
        Assert.Null(hash.TryWrite(Day, [counter]));
        counter.Increment();
        var lane = hash.TryWrite(Day, [counter]);
        Assert.NotNull(lane);
        counter.Increment();
        Assert.Null(hash.TryWrite(Day, [counter]));
        lane.Wake();
        Assert.NotNull(hash.TryWrite(Day, [counter]));
        Assert.True(counter.IsWritten, "two were counted, and two are in writes");
    }
}
