using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>What generated code writes into a run's room: each value at its longest fits the room that is reserved for it, and nothing is written beyond.</summary>
public class JsonFormatterTests
{
    private const byte Untouched = 0xEE;

    private delegate int Formatting(Span<byte> to, int at);

    [Fact]
    public void Values_are_written_at_the_offset()
    {
        Check("true", 5, (to, at) => JsonFormatter.Boolean(true, to, at));
        Check("false", 5, (to, at) => JsonFormatter.Boolean(false, to, at));
        Check("-9223372036854775808", 20, (to, at) => JsonFormatter.Int64(long.MinValue, to, at));
        Check("18446744073709551615", 20, (to, at) => JsonFormatter.UInt64(ulong.MaxValue, to, at));
        Check("-2.2250738585072014E-308", 32, (to, at) => JsonFormatter.Double(-2.2250738585072014E-308, to, at));
        Check("0.8125", 32, (to, at) => JsonFormatter.Double(0.8125, to, at));
        Check("-0", 32, (to, at) => JsonFormatter.Double(-0d, to, at));
        Check("-1.1754944E-38", 32, (to, at) => JsonFormatter.Single(-1.1754944E-38f, to, at));
        Check("-79228162514264337593543950335", 32, (to, at) => JsonFormatter.Decimal(decimal.MinValue, to, at));
        Check("-0.0000000000000000000000000010", 32, (to, at) => JsonFormatter.Decimal(-0.0000000000000000000000000010m, to, at));
        Check("\"0198c0de-0000-7000-8000-0000000000a1\"", 38, (to, at) => JsonFormatter.Guid(new("0198c0de-0000-7000-8000-0000000000a1"), to, at));
        Check("\"9999-12-31T09:59:59.9999999-14:00\"", 35, (to, at) => JsonFormatter.DateTimeOffset(new(DateTime.MaxValue.Ticks - (14 * TimeSpan.TicksPerHour), TimeSpan.FromHours(-14)), to, at));
        Check("\"2026-11-25T00:00:00Z\"", 35, (to, at) => JsonFormatter.DateTimeOffset(new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), to, at));
        Check("\"9999-12-31\"", 12, (to, at) => JsonFormatter.DateOnly(DateOnly.MaxValue, to, at));
        Check("\"-10675199.02:48:05.4775808\"", 28, (to, at) => JsonFormatter.TimeSpan(TimeSpan.MinValue, to, at));
        Check(",\"name\":", 8, (to, at) => JsonFormatter.Raw(",\"name\":"u8, to, at));
        Check("\"job-1\"", 7, (to, at) => JsonFormatter.Id(new JobId("job-1"), to, at, 0));
        Check("\"\"", 2, (to, at) => JsonFormatter.Text("", to, at, 0));
        Check("\"plain text\"", 12, (to, at) => JsonFormatter.Text("plain text", to, at, 0));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_the_writers(double value)
    {
        Refuses((to, at) => JsonFormatter.Double(value, to, at));
        Refuses((to, at) => JsonFormatter.Single((float)value, to, at));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a\"b")]
    [InlineData("\n")]
    [InlineData("żółw")]
    [InlineData("ends with é")]
    public void A_text_that_is_not_plain_is_the_writers(string? text) => Refuses((to, at) => JsonFormatter.Text(text, to, at, 0));

    [Fact]
    public void A_default_id_is_the_writers() => Refuses((to, at) => JsonFormatter.Id(default(JobId), to, at, 0));

    [Fact]
    public void A_text_is_the_writers_if_it_would_take_the_room_of_what_follows()
    {
        Span<byte> to = stackalloc byte[20];
        Assert.Equal(12, JsonFormatter.Text("0123456789", to, 0, rest: 8));
        Assert.Equal(~0, JsonFormatter.Text("0123456789", to, 0, rest: 9));
        Assert.Equal(14, JsonFormatter.Text("0123456789", to, 2, rest: 6));
        Assert.Equal(~2, JsonFormatter.Text("0123456789", to, 2, rest: 7));
    }

    [Fact]
    public void A_long_text_is_the_writers()
    {
        var to = new byte[300];
        Assert.Equal(258, JsonFormatter.Text(new string('x', 256), to, 0, 0));
        Assert.Equal(~0, JsonFormatter.Text(new string('x', 257), to, 0, 0));
    }

    [Fact]
    public void Room_that_is_too_small_throws()
    {
        Assert.Throws<ArgumentException>(() => JsonFormatter.Raw("abc"u8, new byte[4], 2));
        Assert.ThrowsAny<SystemException>(() => JsonFormatter.Guid(Guid.Empty, [], 0));
        Assert.ThrowsAny<SystemException>(() => JsonFormatter.DateOnly(DateOnly.MaxValue, new byte[5], 0));
    }

    private static void Check(string expected, int room, Formatting format)
    {
        const int At = 3;
        Assert.InRange(expected.Length, 1, room);
        byte[] to = [.. Enumerable.Repeat(Untouched, At + room)];
        int end = format(to, At);
        Assert.Equal(expected, Encoding.UTF8.GetString(to, At, end - At));
        Assert.All(to[..At], b => Assert.Equal(Untouched, b));
    }

    private static void Refuses(Formatting format)
    {
        byte[] to = new byte[64];
        Assert.Equal(~5, format(to, 5));
    }
}
