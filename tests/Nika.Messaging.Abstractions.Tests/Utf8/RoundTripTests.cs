using System.Globalization;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>What is written is exactly this text, and reads back as the same value, in JSON and in plain text.</summary>
public class RoundTripTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("exactly8", "\"exactly8\"")]
    [InlineData("a text of more than sixteen bytes, so that whole vectors are copied", "\"a text of more than sixteen bytes, so that whole vectors are copied\"")]
    [InlineData("a \"quote\" and a \\ late in a long enough text", "\"a \\\"quote\\\" and a \\\\ late in a long enough text\"")]
    [InlineData("\b\f\n\r\t\0\u001f\u007f", "\"\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\"")]
    [InlineData("</script>'&+", "\"</script>'&+\"")]
    [InlineData("żółw 🐢\nдальше \"x\" 日本", "\"żółw 🐢\\nдальше \\\"x\\\" 日本\"")]
    public void Strings(string value, string json) =>
        Check(value, json, value, (ref Utf8Writer w) => w.String(value), (ref JsonReader r, out string v) => r.TryReadString(out v));

    [Fact]
    public void A_character_to_escape_at_any_place_of_any_length_is_found()
    {
        for (int length = 1; length < 40; length++)
        {
            for (int at = 0; at < length; at++)
            {
                foreach (string special in new[] { "\"", "\\", "\n", "\u001f", "é", "€", "\uFFFF" })
                {
                    string value = new string('x', at) + special + new string('y', length - at - 1);
                    string json = Write.Text((ref w) => w.String(value), capacity: 1);
                    Assert.Equal(value, System.Text.Json.JsonSerializer.Deserialize<string>(json));
                    Assert.Equal(value, Read.Value(json, (ref JsonReader r, out string v) => r.TryReadString(out v)));
                    Assert.Equal(json, Write.Text((ref w) => w.Utf8String(System.Text.Encoding.UTF8.GetBytes(value)), capacity: 1));
                }
            }
        }
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        // Not InlineData: attributes cannot hold a lone surrogate.
        (string Value, string Read)[] cases =
        [
            ("a\ud800b", "a\uFFFDb"),
            ("\udc00\ud800", "\uFFFD\uFFFD"),
            ("\ud800\"", "\uFFFD\""),
            ("\ud83d\ude00\ud83d", "😀\uFFFD"),
        ];
        foreach ((string value, string read) in cases)
        {
            Assert.Equal(read, Read.Value(Write.Text((ref w) => w.String(value)), (ref JsonReader r, out string v) => r.TryReadString(out v)));
            Assert.Equal(read, Write.Text((ref w) => w.String(value), plainText: true));
        }
    }

    [Fact]
    public void A_null_string_and_a_default_id_are_null()
    {
        Assert.Equal("null", Write.Text((ref w) => w.String(null)));
        Assert.Equal("null", Write.Text((ref w) => w.Id(default(JobId))));
        Assert.Equal("null", Write.Text((ref w) => w.Null()));
    }

    [Fact]
    public void Plain_text_has_no_null()
    {
        Assert.Equal("null has no plain text form", Write.Error((ref w) => w.String(null), plainText: true));
        Assert.Equal("null", Read.Value("null", (ref JsonReader r, out string v) =>
        {
            Assert.False(r.TryReadNull());
            return r.TryReadString(out v);
        }, plainText: true));
    }

    [Theory]
    [InlineData(0L, "0")]
    [InlineData(-1L, "-1")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void Int64(long value, string json) =>
        Check(value, json, json, (ref Utf8Writer w) => w.Int64(value), (ref JsonReader r, out long v) => r.TryReadInt64(out v));

    [Theory]
    [InlineData(0UL, "0")]
    [InlineData(10000000000000000000UL, "10000000000000000000")]
    [InlineData(ulong.MaxValue, "18446744073709551615")]
    public void UInt64(ulong value, string json) =>
        Check(value, json, json, (ref Utf8Writer w) => w.UInt64(value), (ref JsonReader r, out ulong v) => r.TryReadUInt64(out v));

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Int32(int value) => CheckSmall(value, (ref JsonReader r, out int v) => r.TryReadInt32(out v));

    [Theory]
    [InlineData(uint.MinValue)]
    [InlineData(uint.MaxValue)]
    public void UInt32(uint value) => CheckSmall(value, (ref JsonReader r, out uint v) => r.TryReadUInt32(out v));

    [Theory]
    [InlineData(short.MinValue)]
    [InlineData(short.MaxValue)]
    public void Int16(short value) => CheckSmall(value, (ref JsonReader r, out short v) => r.TryReadInt16(out v));

    [Theory]
    [InlineData(ushort.MinValue)]
    [InlineData(ushort.MaxValue)]
    public void UInt16(ushort value) => CheckSmall(value, (ref JsonReader r, out ushort v) => r.TryReadUInt16(out v));

    [Theory]
    [InlineData(sbyte.MinValue)]
    [InlineData(sbyte.MaxValue)]
    public void SByte(sbyte value) => CheckSmall(value, (ref JsonReader r, out sbyte v) => r.TryReadSByte(out v));

    [Theory]
    [InlineData(byte.MinValue)]
    [InlineData(byte.MaxValue)]
    public void Byte(byte value) => CheckSmall(value, (ref JsonReader r, out byte v) => r.TryReadByte(out v));

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public void Boolean(bool value, string json) =>
        Check(value, json, json, (ref Utf8Writer w) => w.Boolean(value), (ref JsonReader r, out bool v) => r.TryReadBoolean(out v));

    [Theory]
    [InlineData(0d, "0")]
    [InlineData(-0d, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e21, "1E+21")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.MinValue, "-1.7976931348623157E+308")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(2.2250738585072014E-308, "2.2250738585072014E-308")]
    [InlineData(9007199254740993d, "9007199254740992")]
    public void Double(double value, string json)
    {
        Check(value, json, json, (ref Utf8Writer w) => w.Double(value), (ref JsonReader r, out double v) => r.TryReadDouble(out v));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Read.Value(json, (ref JsonReader r, out double v) => r.TryReadDouble(out v))));
    }

    [Theory]
    [InlineData(0f, "0")]
    [InlineData(0.1f, "0.1")]
    [InlineData(float.MaxValue, "3.4028235E+38")]
    [InlineData(float.Epsilon, "1E-45")]
    [InlineData(16777216f, "16777216")]
    public void Single(float value, string json) =>
        Check(value, json, json, (ref Utf8Writer w) => w.Single(value), (ref JsonReader r, out float v) => r.TryReadSingle(out v));

    [Theory]
    [InlineData("0")]
    [InlineData("1.50")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335")]
    public void Decimal(string json)
    {
        decimal value = decimal.Parse(json, CultureInfo.InvariantCulture);
        Check(value, json, json, (ref Utf8Writer w) => w.Decimal(value), (ref JsonReader r, out decimal v) => r.TryReadDecimal(out v));
        Assert.Equal(json, Read.Value(json, (ref JsonReader r, out decimal v) => r.TryReadDecimal(out v)).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff")]
    public void Guids(string text)
    {
        Guid value = Guid.ParseExact(text, "D");
        Check(value, $"\"{text}\"", text, (ref Utf8Writer w) => w.Guid(value), (ref JsonReader r, out Guid v) => r.TryReadGuid(out v));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("2026-11-23T01:02:03.5+02:00")]
    [InlineData("2024-02-29T23:59:59.0000001-09:30")]
    [InlineData("2026-01-01T00:00:00+14:00")]
    [InlineData("2026-01-01T00:00:00-14:00")]
    public void DateTimeOffsets(string text)
    {
        DateTimeOffset value = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        Check(value, $"\"{text}\"", text, (ref Utf8Writer w) => w.DateTimeOffset(value), (ref JsonReader r, out DateTimeOffset v) => r.TryReadDateTimeOffset(out v));
        Assert.Equal(value.Offset, Read.Value(text, (ref JsonReader r, out DateTimeOffset v) => r.TryReadDateTimeOffset(out v), plainText: true).Offset);
    }

    [Fact]
    public void UtcMicroseconds_has_six_digits_and_cuts_off_the_seventh()
    {
        var value = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.FromHours(2)).AddTicks(19);
        Assert.Equal("\"2026-11-22T23:02:03.000001Z\"", Write.Text((ref w) => w.UtcMicroseconds(value)));
        Assert.Equal("0001-01-01T00:00:00.000000Z", Write.Text((ref w) => w.UtcMicroseconds(default), plainText: true));
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("2024-02-29")]
    [InlineData("9999-12-31")]
    public void DateOnlys(string text)
    {
        DateOnly value = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        Check(value, $"\"{text}\"", text, (ref Utf8Writer w) => w.DateOnly(value), (ref JsonReader r, out DateOnly v) => r.TryReadDateOnly(out v));
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("-00:00:00.0000001")]
    [InlineData("23:59:59.9000000")]
    [InlineData("1.02:03:04")]
    [InlineData("10675199.02:48:05.4775807")]
    [InlineData("-10675199.02:48:05.4775808")]
    public void TimeSpans(string text)
    {
        TimeSpan value = TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture);
        Check(value, $"\"{text}\"", text, (ref Utf8Writer w) => w.TimeSpan(value), (ref JsonReader r, out TimeSpan v) => r.TryReadTimeSpan(out v));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("00", "AA==")]
    [InlineData("fbff", "+/8=")]
    [InlineData("000102", "AAEC")]
    public void Base64(string hex, string text)
    {
        byte[] value = Convert.FromHexString(hex);
        Check(value, $"\"{text}\"", text, (ref Utf8Writer w) => w.Base64(value), (ref JsonReader r, out byte[] v) => r.TryReadBase64(out v));
    }

    [Fact]
    public void Ids()
    {
        var value = new JobId("job-1.a_B");
        Check(value, "\"job-1.a_B\"", "job-1.a_B", (ref Utf8Writer w) => w.Id(value), (ref JsonReader r, out JobId v) => r.TryReadId(out v));
    }

    private static void Check<T>(T value, string json, string plain, Writing write, Reading<T> read)
    {
        Assert.Equal(json, Write.Text(write));
        Assert.Equal(json, Write.Text(write, capacity: 0));
        Assert.Equal(value, Read.Value(json, read));
        Assert.Equal(value, Read.Value($" \t\r\n{json} \n", read));
        Assert.Equal(plain, Write.Text(write, plainText: true));
        Assert.Equal(value, Read.Value(plain, read, plainText: true));
    }

    private static void CheckSmall<T>(T value, Reading<T> read)
        where T : System.Numerics.IBinaryInteger<T>
    {
        string json = value.ToString(null, CultureInfo.InvariantCulture);
        Check(value, json, json, (ref Utf8Writer w) => w.Int64(long.CreateChecked(value)), read);
        System.Numerics.BigInteger above = System.Numerics.BigInteger.CreateChecked(value) + (T.IsZero(value) || T.IsNegative(value) ? -1 : 1);
        Assert.Contains("Expected an integer from", Read.Error(above.ToString(CultureInfo.InvariantCulture), read).Reason, StringComparison.Ordinal);
    }
}
