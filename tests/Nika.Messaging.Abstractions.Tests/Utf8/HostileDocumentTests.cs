using System.Text;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>What is refused, why, and where: each row is a document some other reader takes, or stumbles over.</summary>
public class HostileDocumentTests
{
    private const string Span = "Expected a time span of the form [-][d.]hh:mm:ss[.fffffff], found '";
    private const string GuidForm = "Expected a guid of the form 01234567-89ab-cdef-0123-456789abcdef, found '";
    private const string Day = "Expected a date of the form yyyy-MM-dd, found '";
    private const string Instant = "Expected a date and time with an offset, such as 2026-11-23T01:02:03Z, found '";
    private const string Offset = "A time ends with its offset from UTC, Z or +hh:mm or -hh:mm, at most 14:00, found '";
    private const string Fraction = "A fraction of a second has one digit at least; beyond the seventh only zeros, since time is counted in 100 ns, found '";
    private const string Years = "The instant is outside the years 0001 to 9999 UTC, found '";
    private const string Bytes = "Expected base64 with padding, found '";

    [Theory]
    [InlineData("", "Expected a value, found the end of the document", "$", 0)]
    [InlineData(" \n", "Expected a value, found the end of the document", "$", 2)]
    [InlineData("nul", "Expected a value, found 'n'", "$", 0)]
    [InlineData("nullx", "Unexpected text after the end: 'x'", "$", 4)]
    [InlineData("truex", "Expected true or false, found true", "$", 0)]
    [InlineData("True", "Expected a value, found 'T'", "$", 0)]
    [InlineData("NaN", "Expected a value, found 'N'", "$", 0)]
    [InlineData("Infinity", "Expected a value, found 'I'", "$", 0)]
    [InlineData("-Infinity", "A minus sign is followed by a digit", "$", 0)]
    [InlineData("'a'", "Expected a value, found '''", "$", 0)]
    [InlineData("// a\n1", "Expected a value, found '/'", "$", 0)]
    [InlineData("1/*a*/", "A number does not go on with '/'", "$", 1)]
    [InlineData("\f1", "Expected a value, found byte 0x0c", "$", 0)]
    [InlineData("\uFEFF1", "Expected a value, found byte 0xef", "$", 0)]
    [InlineData("1 2", "Unexpected text after the end: a number", "$", 2)]
    [InlineData("{} {}", "Unexpected text after the end: an object", "$", 3)]
    [InlineData("[1,]", "Expected a value, found ']'", "$[1]", 3)]
    [InlineData("[,1]", "Expected a value, found ','", "$[0]", 1)]
    [InlineData("[1 2]", "Expected ',' or ']', found a number", "$[0]", 3)]
    [InlineData("[1", "Expected ',' or ']', found the end of the document", "$[0]", 2)]
    [InlineData("[", "Expected a value or ']', found the end of the document", "$[0]", 1)]
    [InlineData("[1}", "Expected ',' or ']', found '}'", "$[0]", 2)]
    [InlineData("[[]}", "Expected ',' or ']', found '}'", "$[0]", 3)]
    [InlineData("{\"a\":1,}", "Expected a member's name, found '}'", "$", 7)]
    [InlineData("{a:1}", "Expected a member's name or '}', found 'a'", "$", 1)]
    [InlineData("{\"a\" 1}", "Expected ':', found a number", "$.a", 5)]
    [InlineData("{\"a\":}", "Expected a value, found '}'", "$.a", 5)]
    [InlineData("{\"a\":1 \"b\":2}", "Expected ',' or '}', found a string", "$.a", 7)]
    [InlineData("{\"a\":{\"b\":[0,{\"c d\":tru}]}}", "Expected true or false, found 't'", "$.a.b[1]['c d']", 20)]
    [InlineData("{\"a\":[1],\"\\u0062\":[{},[],7,x", "Expected a value, found 'x'", "$.b[3]", 27)]
    [InlineData("{\"1\":x", "Expected a value, found 'x'", "$['1']", 5)]
    [InlineData("{\"\":x", "Expected a value, found 'x'", "$['']", 4)]
    [InlineData("{\"a\\\"}\":x", "Expected a value, found 'x'", "$['a\"}']", 8)]
    [InlineData("{\"a", "The string is not closed", "$", 3)]
    [InlineData("\"a\\", "The string is not closed", "$", 3)]
    [InlineData("\"a\nb\"", "A control character, 0x0a, stands unescaped in a string", "$", 2)]
    [InlineData("\"\0\"", "A control character, 0x00, stands unescaped in a string", "$", 1)]
    [InlineData("\"\\x\"", "No such escape: \\ is followed by one of \" \\ / b f n r t u", "$", 1)]
    [InlineData("\"a\\'\"", "No such escape: \\ is followed by one of \" \\ / b f n r t u", "$", 2)]
    [InlineData("\"\\u12\"", "\\u is followed by four hexadecimal digits", "$", 1)]
    [InlineData("\"\\u12g4\"", "\\u is followed by four hexadecimal digits", "$", 1)]
    [InlineData("\"\\U0041\"", "No such escape: \\ is followed by one of \" \\ / b f n r t u", "$", 1)]
    [InlineData("\"x\\ud800\"", "A surrogate escape without its partner is no character", "$", 2)]
    [InlineData("\"\\udc00\\ud800\"", "A surrogate escape without its partner is no character", "$", 1)]
    [InlineData("\"\\ud800\\u0041\"", "A surrogate escape without its partner is no character", "$", 1)]
    [InlineData("\"\\ud800", "A surrogate escape without its partner is no character", "$", 1)]
    [InlineData("+1", "Expected a value, found '+'", "$", 0)]
    [InlineData("-", "A minus sign is followed by a digit", "$", 0)]
    [InlineData("--1", "A minus sign is followed by a digit", "$", 0)]
    [InlineData("007", "A number has no leading zeros", "$", 0)]
    [InlineData("-01", "A number has no leading zeros", "$", 0)]
    [InlineData("00", "A number has no leading zeros", "$", 0)]
    [InlineData(".5", "Expected a value, found '.'", "$", 0)]
    [InlineData("1.", "A decimal point is followed by a digit", "$", 2)]
    [InlineData("1.e1", "A decimal point is followed by a digit", "$", 2)]
    [InlineData("1e", "An exponent has a digit", "$", 2)]
    [InlineData("1e+", "An exponent has a digit", "$", 3)]
    [InlineData("1e1.0", "A number does not go on with '.'", "$", 3)]
    [InlineData("1.0.0", "A number does not go on with '.'", "$", 3)]
    [InlineData("0x10", "A number does not go on with 'x'", "$", 1)]
    [InlineData("1_000", "A number does not go on with '_'", "$", 1)]
    [InlineData("1\"\"", "A number does not go on with a string", "$", 1)]
    [InlineData("1\0", "A number does not go on with byte 0x00", "$", 1)]
    public void Malformed(string document, string reason, string path, int offset) =>
        Assert.Equal(new JsonError(reason, path, offset), Read.Error(document, ScalarKind.All["any"]));

    [Theory]
    [InlineData("int", "\"1\"", "Expected an integer from -2147483648 to 2147483647, found a string")]
    [InlineData("int", "null", "Expected an integer from -2147483648 to 2147483647, found null")]
    [InlineData("int", "1.0", "Expected an integer from -2147483648 to 2147483647, written without a fraction or an exponent, found 1.0")]
    [InlineData("int", "1e2", "Expected an integer from -2147483648 to 2147483647, written without a fraction or an exponent, found 1e2")]
    [InlineData("int", "2147483648", "Expected an integer from -2147483648 to 2147483647, written without a fraction or an exponent, found 2147483648")]
    [InlineData("int", "01", "A number has no leading zeros")]
    [InlineData("int", "-", "A minus sign is followed by a digit")]
    [InlineData("byte", "-0", "Expected an integer from 0 to 255, written without a fraction or an exponent, found -0")]
    [InlineData("ulong", "18446744073709551616", "Expected an integer from 0 to 18446744073709551615, written without a fraction or an exponent, found 18446744073709551616")]
    [InlineData("ulong", "20000000000000000000", "Expected an integer from 0 to 18446744073709551615, written without a fraction or an exponent, found 20000000000000000000")]
    [InlineData("ulong", "100000000000000000000", "Expected an integer from 0 to 18446744073709551615, written without a fraction or an exponent, found 100000000000000000000")]
    [InlineData("double", "1e400", "1e400 is beyond the range of a 64-bit floating-point number")]
    [InlineData("double", "-1e999999999999999999999", "-1e999999999999999999999 is beyond the range of a 64-bit floating-point number")]
    [InlineData("float", "3.5e38", "3.5e38 is beyond the range of a 32-bit floating-point number")]
    [InlineData("double", "\"NaN\"", "Expected a number, found a string")]
    [InlineData("decimal", "1e-40", "1e-40 cannot be held exactly by a decimal")]
    [InlineData("decimal", "79228162514264337593543950336", "79228162514264337593543950336 cannot be held exactly by a decimal")]
    [InlineData("decimal", "1e29", "1e29 cannot be held exactly by a decimal")]
    [InlineData("decimal", "1.2345678901234567890123456789012345", "1.2345678901234567890123456789012345 cannot be held exactly by a decimal")]
    [InlineData("bool", "1", "Expected true or false, found a number")]
    [InlineData("string", "null", "Expected a string, found null")]
    [InlineData("string", "{}", "Expected a string, found an object")]
    [InlineData("guid", "\"0123456789abcdef0123456789abcdef\"", GuidForm + "0123456789abcdef0123456789abcdef'")]
    [InlineData("guid", "\"{01234567-89ab-cdef-0123-456789abcdef}\"", GuidForm + "{01234567-89ab-cdef-0123-456789abcdef}'")]
    [InlineData("guid", "\"0x234567-89ab-cdef-0123-456789abcdef0\"", GuidForm + "0x234567-89ab-cdef-0123-456789abcdef0'")]
    [InlineData("guid", "\"+1234567-89ab-cdef-0123-456789abcdef\"", GuidForm + "+1234567-89ab-cdef-0123-456789abcdef'")]
    [InlineData("guid", "\"012345678-9ab-cdef-0123-456789abcdef\"", GuidForm + "012345678-9ab-cdef-0123-456789abcdef'")]
    [InlineData("instant", "\"2026-11-23\"", Instant + "2026-11-23'")]
    [InlineData("instant", "\"2026-11-23T01:02:03\"", Instant + "2026-11-23T01:02:03'")]
    [InlineData("instant", "\"2026-11-23 01:02:03Z\"", Instant + "2026-11-23 01:02:03Z'")]
    [InlineData("instant", "\"2026-11-23t01:02:03Z\"", Instant + "2026-11-23t01:02:03Z'")]
    [InlineData("instant", "\"2026-02-29T01:02:03Z\"", Instant + "2026-02-29T01:02:03Z'")]
    [InlineData("instant", "\"2026-11-23T24:00:00Z\"", Instant + "2026-11-23T24:00:00Z'")]
    [InlineData("instant", "\"2026-12-31T23:59:60Z\"", Instant + "2026-12-31T23:59:60Z'")]
    [InlineData("instant", "\"0000-01-01T00:00:00Z\"", Instant + "0000-01-01T00:00:00Z'")]
    [InlineData("instant", "\"2026-11-23T01:02:03.5\"", Offset + "2026-11-23T01:02:03.5'")]
    [InlineData("instant", "\"2026-11-23T01:02:03z\"", Offset + "2026-11-23T01:02:03z'")]
    [InlineData("instant", "\"2026-11-23T01:02:03+0200\"", Offset + "2026-11-23T01:02:03+0200'")]
    [InlineData("instant", "\"2026-11-23T01:02:03+14:01\"", Offset + "2026-11-23T01:02:03+14:01'")]
    [InlineData("instant", "\"2026-11-23T01:02:03+02:60\"", Offset + "2026-11-23T01:02:03+02:60'")]
    [InlineData("instant", "\"2026-11-23T01:02:03Z \"", Offset + "2026-11-23T01:02:03Z '")]
    [InlineData("instant", "\"2026-11-23T01:02:03.Z\"", Fraction + "2026-11-23T01:02:03.Z'")]
    [InlineData("instant", "\"2026-11-23T01:02:03.12345678Z\"", Fraction + "2026-11-23T01:02:03.12345678Z'")]
    [InlineData("instant", "\"0001-01-01T00:00:00+00:01\"", Years + "0001-01-01T00:00:00+00:01'")]
    [InlineData("instant", "\"9999-12-31T23:59:59-00:01\"", Years + "9999-12-31T23:59:59-00:01'")]
    [InlineData("instant", "1700000000", "Expected a date and time, found a number")]
    [InlineData("date", "\"2026-1-02\"", Day + "2026-1-02'")]
    [InlineData("date", "\"2026-11-31\"", Day + "2026-11-31'")]
    [InlineData("date", "\"2026-11-23T00:00:00Z\"", Day + "2026-11-23T00:00:00Z'")]
    [InlineData("span", "\"24:00:00\"", Span + "24:00:00'")]
    [InlineData("span", "\"1:00:00\"", Span + "1:00:00'")]
    [InlineData("span", "\"00:00\"", Span + "00:00'")]
    [InlineData("span", "\"5\"", Span + "5'")]
    [InlineData("span", "\"+00:00:01\"", Span + "+00:00:01'")]
    [InlineData("span", "\"00:00:00.00000001\"", Span + "00:00:00.00000001'")]
    [InlineData("span", "\"01.00:00:00\"", Span + "01.00:00:00'")]
    [InlineData("span", "\"10675199.02:48:05.4775808\"", Span + "10675199.02:48:05.4775808'")]
    [InlineData("span", "\"99999999.00:00:00\"", Span + "99999999.00:00:00'")]
    [InlineData("base64", "\"AA\"", Bytes + "AA'")]
    [InlineData("base64", "\"AAE\"", Bytes + "AAE'")]
    [InlineData("base64", "\"AA==AA==\"", Bytes + "AA==AA=='")]
    [InlineData("base64", "\"A===\"", Bytes + "A==='")]
    [InlineData("base64", "\"====\"", Bytes + "===='")]
    [InlineData("base64", "\"AA= =\"", Bytes + "AA= ='")]
    [InlineData("base64", "\"AAEC    \"", Bytes + "AAEC    '")]
    [InlineData("base64", "\"AA\\n==AAA\"", Bytes + "AA?==AAA'")]
    [InlineData("base64", "\"-_8=\"", Bytes + "-_8='")]
    [InlineData("base64", "\"QR==\"", Bytes + "QR=='")]
    [InlineData("base64", "\"QUJ=\"", Bytes + "QUJ='")]
    public void Of_the_wrong_kind_or_out_of_range(string kind, string document, string reason)
    {
        Assert.Equal(new JsonError(reason, "$", 0), Read.Error(document, ScalarKind.All[kind]));
        Assert.Equal(new JsonError(reason, "$", 2), Read.Error("  " + document, ScalarKind.All[kind]));
    }

    [Theory]
    [InlineData("int", "-0", 0)]
    [InlineData("double", "1e-400", 0d)]
    [InlineData("double", "0e99999999999999", 0d)]
    [InlineData("double", "9007199254740993", 9007199254740992d)]
    [InlineData("double", "0.1e1", 1d)]
    [InlineData("double", "123456789012345678901234567890", 123456789012345678901234567890d)]
    [InlineData("float", "16777217", 16777216f)]
    [InlineData("float", "7.038531e-26", 7.038531e-26f)]
    [InlineData("string", "\"\\ud83d\\uDE00\\u0000\\/\"", "😀\0/")]
    [InlineData("utf8", "\"\\ud83d\\uDE00\\u0000\\/\"", "😀\0/")]
    [InlineData("string", "\"\u007f\u2028\uFFFF\"", "\u007f\u2028\uFFFF")]
    public void Strange_but_right(string kind, string document, object value) =>
        Assert.Equal(value, Read.Value(document, ScalarKind.All[kind]));

    [Theory]
    [InlineData("1e2", "100")]
    [InlineData("1.00", "1.00")]
    [InlineData("-0.0", "0.0")]
    [InlineData("1e-28", "0.0000000000000000000000000001")]
    [InlineData("10e-29", "0.0000000000000000000000000001")]
    [InlineData("7.9228162514264337593543950335e28", "79228162514264337593543950335")]
    [InlineData("1.00000000000000000000000000000000000000000000", "1.0000000000000000000000000000")]
    [InlineData("100000000000000000000000000000000000e-10", "10000000000000000000000000.000")]
    [InlineData("0e-999999999999", "0.0000000000000000000000000000")]
    public void Decimals_keep_what_they_can_hold(string document, string value) =>
        Assert.Equal(value, Read.Value(document, (ref JsonReader r, out decimal v) => r.TryReadDecimal(out v)).ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2026-11-23T01:02:03.1234567000Z", "2026-11-23T01:02:03.1234567+00:00")]
    [InlineData("2026-11-23T01:02:03-00:00", "2026-11-23T01:02:03.0000000+00:00")]
    public void Instants_of_more_digits_than_ticks(string text, string value) =>
        Assert.Equal(value, Read.Value($"\"{text}\"", (ref JsonReader r, out DateTimeOffset v) => r.TryReadDateTimeOffset(out v)).ToString("O"));

    [Theory]
    [InlineData("22 80 22", 1)] // a continuation without a beginning
    [InlineData("22 61 C3 22", 2)] // cut off by the quote
    [InlineData("22 C0 AF 22", 1)] // overlong
    [InlineData("22 E0 80 80 22", 1)] // overlong
    [InlineData("22 ED A0 80 22", 1)] // a surrogate
    [InlineData("22 F4 90 80 80 22", 1)] // beyond U+10FFFF
    [InlineData("22 FF 22", 1)]
    [InlineData("22 C3 A9 FF 0A 22", 3)] // the first fault counts
    [InlineData("22 FF 5C 78 22", 1)]
    [InlineData("22 61 F0 9F 90", 2)] // cut off by the end
    public void Invalid_UTF8(string hex, int offset)
    {
        byte[] document = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(new JsonError("Invalid UTF-8", "$", offset), Read.Error(document, ScalarKind.All["any"]));
        Assert.Equal(new JsonError("Invalid UTF-8", "$", offset), Read.Error(document, ScalarKind.All["string"]));
        Assert.Equal(new JsonError("Invalid UTF-8", "$", offset + 1), Read.Error([(byte)'{', .. document, .. ":1}"u8], ScalarKind.All["any"]));
    }

    [Fact]
    public void Depth_is_limited()
    {
        string deepest = new string('[', 64) + new string(']', 64);
        Assert.Equal("", Read.Value(deepest, ScalarKind.All["any"]));
        JsonError error = Read.Error('[' + deepest + ']', ScalarKind.All["any"]);
        Assert.Equal(("Nested deeper than 64 levels", 64), (error.Reason, error.Offset));
        Assert.Equal("$" + string.Concat(Enumerable.Repeat("[0]", 64)), error.Path);
        Assert.Equal("Nested deeper than 64 levels", Read.Error(string.Concat(Enumerable.Repeat("{\"a\":", 1_000_000)), ScalarKind.All["any"]).Reason);
    }

    [Fact]
    public void The_limit_of_depth_can_be_set_from_1_to_512()
    {
        byte[] deep = Encoding.ASCII.GetBytes(new string('[', 511) + "{\"a\":[]}");
        var reader = new JsonReader(deep, 512);
        Assert.False(reader.SkipValue());
        Assert.Equal("Nested deeper than 512 levels", reader.Error.Reason);
        Assert.True(new JsonReader("[{},1]"u8, 2).SkipValue());
        Assert.False(new JsonReader("[{}]"u8, 1).SkipValue());
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonReader([], 0).Failed);
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonReader([], 513).Failed);
    }

    [Theory]
    [InlineData("int", " 1", "Expected an integer from -2147483648 to 2147483647, found ' 1'", 0)]
    [InlineData("int", "1 ", "A number does not go on with ' '", 1)]
    [InlineData("int", "", "Expected an integer from -2147483648 to 2147483647, found the end of the text", 0)]
    [InlineData("double", "1,5", "A number does not go on with ',5'", 1)]
    [InlineData("bool", "True", "Expected true or false, found 'True'", 0)]
    [InlineData("bool", "true ", "Expected true or false, found 'true '", 0)]
    [InlineData("bool", "null", "Expected true or false, found 'null'", 0)]
    [InlineData("guid", "", GuidForm + "'", 0)]
    [InlineData("guid", "\"01234567-89ab-cdef-0123-456789abcdef\"", GuidForm + "\"01234567-89ab-cdef-0123-456789abcdef\"'", 0)]
    public void In_plain_text(string kind, string text, string reason, int offset) =>
        Assert.Equal(new JsonError(reason, "$", offset), Read.Error(text, ScalarKind.All[kind], plainText: true));
}
