namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class WriterTests
{
    [Theory]
    [InlineData(double.NaN, "NaN has no JSON form")]
    [InlineData(double.PositiveInfinity, "Infinity has no JSON form")]
    [InlineData(double.NegativeInfinity, "-Infinity has no JSON form")]
    public void What_has_no_JSON_sets_the_error_and_writes_null(double value, string error)
    {
        Assert.Equal(error, Write.Error((ref w) => w.Double(value)));
        Assert.Equal(error, Write.Error((ref w) => w.Single((float)value)));
        var buffer = new Utf8Buffer();
        var writer = new Utf8Writer(buffer);
        writer.Double(value);
        writer.Complete();
        Assert.Equal("null"u8, buffer.WrittenSpan);
    }

    [Fact]
    public void The_first_error_stays() =>
        Assert.Equal("one", Write.Error((ref w) =>
        {
            w.Fail("one");
            w.Fail("two");
            w.Double(double.NaN);
        }));

    [Fact]
    public void A_writer_continues_where_the_buffer_ends_and_leaves_it_alone_until_complete()
    {
        var buffer = new Utf8Buffer(4);
        var writer = new Utf8Writer(buffer);
        writer.Raw("[1,"u8);
        writer.Complete();
        writer = new Utf8Writer(buffer);
        writer.String("a string longer than the buffer");
        Assert.Equal("[1,"u8, buffer.WrittenSpan);
        Assert.Equal(36, writer.Length);
        writer.Raw("]"u8);
        writer.Complete();
        Assert.Equal("[1,\"a string longer than the buffer\"]"u8, buffer.WrittenSpan);
    }

    [Fact]
    public void Escapes_grow_a_buffer_that_was_large_enough_for_the_text()
    {
        string text = new('\u0001', 1000);
        string json = Write.Text((ref w) => w.String(text), capacity: 3002);
        Assert.Equal(6002, json.Length);
        Assert.Equal(text, Read.Value(json, ScalarKind.All["string"]));
        Assert.Equal(json, Write.Text((ref w) => w.Utf8String(System.Text.Encoding.UTF8.GetBytes(text)), capacity: 1002));
    }

    [Fact]
    public void Culture_changes_nothing()
    {
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.DateTimeFormat.DateSeparator = "!";
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal("-1-1.5-1.5-1.52026-01-02-00:00:01.5000000", Write.Text((ref w) =>
            {
                w.Int64(-1);
                w.Double(-1.5);
                w.Single(-1.5f);
                w.Decimal(-1.5m);
                w.DateOnly(new DateOnly(2026, 1, 2));
                w.TimeSpan(TimeSpan.FromSeconds(-1.5));
            }, plainText: true));
            Assert.Equal(-1.5e300, Read.Value("-1.5e300", ScalarKind.All["double"]));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
