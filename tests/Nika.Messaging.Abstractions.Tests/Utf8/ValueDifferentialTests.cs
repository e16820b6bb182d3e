using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

/// <summary>
/// Values against System.Text.Json: what we write it reads as the same value, and the reverse; and on texts that look like values, what both take is equal
/// and what only one takes is on the list of differences that stands here.
/// </summary>
public class ValueDifferentialTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<long> Small = Gen.Choose(-300, 300).Select(n => (long)n);

    private static readonly Gen<long> Integers = Gen.OneOf(Fuzz.Bits, Small, Fuzz.Bits.Select(n => n >> 33), Gen.Elements(long.MinValue, long.MaxValue, int.MinValue, int.MaxValue));

    [Fact]
    public void Longs() => BothWays(Integers, (ref w, n) => w.Int64(n), (ref JsonReader r, out long v) => r.TryReadInt64(out v));

    [Fact]
    public void ULongs() => BothWays(Integers.Select(n => unchecked((ulong)n)), (ref w, n) => w.UInt64(n), (ref JsonReader r, out ulong v) => r.TryReadUInt64(out v));

    [Fact]
    public void Ints() => BothWays(Integers.Select(n => unchecked((int)n)), (ref w, n) => w.Int64(n), (ref JsonReader r, out int v) => r.TryReadInt32(out v));

    [Fact]
    public void Bytes() => BothWays(Integers.Select(n => unchecked((byte)n)), (ref w, n) => w.Int64(n), (ref JsonReader r, out byte v) => r.TryReadByte(out v));

    [Fact]
    public void Doubles() => BothWays(
        Gen.OneOf(Fuzz.Bits.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite), Small.Select(n => n / 16d), Integers.Select(n => n / 1000d)),
        (ref w, n) => w.Double(n),
        (ref JsonReader r, out double v) => r.TryReadDouble(out v));

    [Fact]
    public void Floats() => BothWays(
        Gen.OneOf(Fuzz.Bits.Select(n => BitConverter.Int32BitsToSingle((int)n)).Where(float.IsFinite), Small.Select(n => n / 10f)),
        (ref w, n) => w.Single(n),
        (ref JsonReader r, out float v) => r.TryReadSingle(out v));

    [Fact]
    public void Decimals() => BothWays(
        from low in Fuzz.Bits
        from high in Gen.OneOf(Fuzz.Bits, Gen.Constant(0L))
        from scale in Gen.Choose(0, 28)
        from negative in Gen.Elements(true, false)
        select new decimal((int)low, (int)(low >> 32), (int)high, negative, (byte)scale),
        (ref w, n) => w.Decimal(n),
        (ref JsonReader r, out decimal v) => r.TryReadDecimal(out v));

    [Fact]
    public void Strings() => BothWays(Fuzz.Strings, (ref w, s) => w.String(s), (ref JsonReader r, out string v) => r.TryReadString(out v), WithoutLoneSurrogates);

    [Fact]
    public void Guids() => BothWays(
        from one in Fuzz.Bits
        from two in Fuzz.Bits
        select new Guid([.. BitConverter.GetBytes(one), .. BitConverter.GetBytes(two)]),
        (ref w, g) => w.Guid(g),
        (ref JsonReader r, out Guid v) => r.TryReadGuid(out v));

    [Fact]
    public void Instants() => BothWays(
        from ticks in Fuzz.Bits
        from minutes in Gen.OneOf(Gen.Choose(-14 * 60, 14 * 60), Gen.Constant(0))
        from round in Gen.Elements(1, 10, 1000, 10_000_000)
        let spare = TimeSpan.TicksPerDay
        let local = (long)(((ulong)ticks % (ulong)(DateTime.MaxValue.Ticks - (2 * spare))) + (ulong)spare)
        select new DateTimeOffset(local / round * round, TimeSpan.FromMinutes(minutes)),
        (ref w, t) => w.DateTimeOffset(t),
        (ref JsonReader r, out DateTimeOffset v) => r.TryReadDateTimeOffset(out v));

    [Fact]
    public void Dates() => BothWays(
        Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber),
        (ref w, d) => w.DateOnly(d),
        (ref JsonReader r, out DateOnly v) => r.TryReadDateOnly(out v));

    [Fact]
    public void Spans() => BothWays(
        Gen.OneOf(Integers, Fuzz.Bits.Select(n => n >> 20), Small.Select(n => n * TimeSpan.TicksPerSecond)).Select(TimeSpan.FromTicks),
        (ref w, s) => w.TimeSpan(s),
        (ref JsonReader r, out TimeSpan v) => r.TryReadTimeSpan(out v));

    [Fact]
    public void Base64() => BothWays(
        Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(),
        (ref w, b) => w.Base64(b),
        (ref JsonReader r, out byte[] v) => r.TryReadBase64(out v));

    [Fact]
    public void Texts_that_look_like_numbers()
    {
        Arbitrary<string[]> texts = Fuzz.Pieces(
            "0", "1", "-", ".", "e", "E", "+", "9", "5", "25", "128", "65536", "2147483648", "18446744073709551615", "79228162514264337593543950335", "0000000000", "e-", "e+30", "e308", "e-324", "0.");
        Fuzz.Check(texts, pieces =>
        {
            string text = string.Concat(pieces);
            Same<sbyte>(text, "sbyte");
            Same<byte>(text, "byte");
            Same<short>(text, "short");
            Same<ushort>(text, "ushort");
            Same<int>(text, "int");
            Same<uint>(text, "uint");
            Same<long>(text, "long");
            Same<ulong>(text, "ulong");

            // Difference: it reads what is beyond the range as an infinity; we refuse it.
            Same<double>(text, "double", theirs => double.IsInfinity(theirs));
            Same<float>(text, "float", theirs => float.IsInfinity(theirs));

            // Difference: it rounds to 28 digits; we refuse what does not fit exactly. And it refuses some exponents that fit.
            Same<decimal>(text, "decimal", _ => true, _ => text.Contains('e', StringComparison.OrdinalIgnoreCase) || text.Length > 29);
        });
    }

    [Fact]
    public void Texts_that_look_like_dates_and_times()
    {
        Arbitrary<string[]> texts = Arb.From(
            from date in Gen.Elements("2026-11-23", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2026-13-01", "2026-00-10", "26-11-23", "2026-11-23 ")
            from letter in Gen.Elements("T", "T", "T", "t", " ", "")
            from time in Gen.Elements("01:02:03", "23:59:59", "00:00:00", "24:00:00", "23:59:60", "01:02", "1:02:03", "23:59:59.9999999", "01:02:03.5", "01:02:03.12345678", "01:02:03.12345670", "01:02:03.")
            from offset in Gen.Elements("Z", "Z", "+02:00", "-14:00", "+14:00", "+14:01", "-00:00", "z", "", "+02", "+0200", "+00:60", "Z ")
            from extra in Gen.Elements("", "", "", "1.", "-", "0")
            select new[] { extra, date, letter, time, offset });
        Fuzz.Check(texts, parts =>
        {
            // Difference: it also takes looser forms: a date alone, no seconds, no offset; and it drops digits after the seventh.
            string instant = $"{parts[0]}{parts[1]}{parts[2]}{parts[3]}{parts[4]}";
            Same<DateTimeOffset>($"\"{instant}\"", "instant", _ => !Regex.IsMatch(instant, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7}0*)?(Z|[+-]\d\d:\d\d)$", RegexOptions.ECMAScript));
            Same<DateOnly>($"\"{parts[0]}{parts[1]}\"", "date");

            // Difference: again it takes looser forms; but where an eighth digit is zero, nothing is lost and only we take it.
            string span = parts[0] + parts[3];
            Same<TimeSpan>($"\"{span}\"", "span", _ => !Regex.IsMatch(span, @"^-?([1-9]\d{0,7}\.)?\d\d:\d\d:\d\d(\.\d{1,7}0*)?$", RegexOptions.ECMAScript), _ => parts[3] == "01:02:03.12345670");
        });
    }

    [Fact]
    public void Texts_that_look_like_guids_or_base64()
    {
        Arbitrary<string[]> texts = Fuzz.Pieces("01234567", "-", "89ab", "cdEF", "0123", "456789abcdef", "g", "{", "}", "0x", "+", "=", "==", "QQ", "AA", "/", " ", "\\n", "\\u0041", "_");
        Fuzz.Check(texts, pieces =>
        {
            string text = $"\"{string.Concat(pieces)}\"";
            Same<Guid>(text, "guid");

            // Difference: it skips white space between the characters.
            Same<byte[]>(text, "base64", _ => text.Contains(' ', StringComparison.Ordinal) || text.Contains("\\n", StringComparison.Ordinal));
        });
        Fuzz.Check(Fuzz.Bits, bits => Same<Guid>($"\"{bits:x8}-89ab-cdef-{bits & 0xFFFF:x4}-456789abcdef\"", "guid"));
    }

    private static void BothWays<T>(Gen<T> values, WritingOf<T> write, Reading<T> read, Func<T, T>? normal = null) =>
        Fuzz.Check(values, value =>
        {
            T expected = normal is null ? value : normal(value);
            byte[] ours = Write.Bytes((ref w) => write(ref w, value), capacity: 4);
            Assert.Equal(expected, JsonSerializer.Deserialize<T>(ours));
            Assert.Equal(expected, Read.Value(ours, read));
            Assert.Equal(expected, Read.Value(JsonSerializer.SerializeToUtf8Bytes(value), read));
            Assert.Equal(expected, Read.Value(JsonSerializer.SerializeToUtf8Bytes(value, Relaxed), read));
            Assert.Equal(expected, Read.Value(Write.Bytes((ref w) => write(ref w, value), plainText: true), read, plainText: true));
        });

    private static void Same<T>(string text, string kind, Predicate<T>? onlyTheirs = null, Predicate<T>? onlyOurs = null)
    {
        byte[] document = Encoding.UTF8.GetBytes(text);
        bool ours = Read.Try(document, ScalarKind.All[kind], out object value, out JsonError error);
        bool theirs = true;
        T their = default!;
        try
        {
            their = JsonSerializer.Deserialize<T>(document)!;
        }
        catch (JsonException)
        {
            theirs = false;
        }

        if (ours && theirs)
        {
            Assert.Equal(their, (T)value);
        }
        else if (theirs)
        {
            Assert.True(onlyTheirs?.Invoke(their) == true, $"{kind} {text}: they read {their}, we say {error}");
        }
        else if (ours)
        {
            Assert.True(onlyOurs?.Invoke((T)value) == true, $"{kind} {text}: we read {value}");
        }
    }

    private static string WithoutLoneSurrogates(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private delegate void WritingOf<in T>(ref Utf8Writer writer, T value);
}
