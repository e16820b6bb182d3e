using System.Text.Json;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class ScalarTests
{
    private const string FullJson =
        """{"letter":"é","at":"2026-04-01T12:30:15.5Z","time":"23:59:59.9999999","link":"https://a.b/c?d=e#f","release":"1.2.3.4","access":"rw, delete","any":{"a":[1,"b c",null]},"perhaps_letter":"\"","perhaps_at":"2026-04-01T12:30:15.5Z","perhaps_time":"00:00:00","perhaps_link":"../up","perhaps_release":"1.2","perhaps_access":"none","perhaps_any":7}""";

    private static readonly DateTime Noon = new(2026, 4, 1, 12, 30, 15, 500, DateTimeKind.Utc);

    private static readonly Scalars Full = new(
        'é', Noon, TimeOnly.MaxValue, new Uri("https://a.b/c?d=e#f"), new Version(1, 2, 3, 4), Access.ReadWrite | Access.Delete, Json("""{ "a" : [1, "b c" ,null] }"""),
        '"', Noon, TimeOnly.MinValue, new Uri("../up", UriKind.Relative), new Version(1, 2), Access.None, Json("7"));

    [Fact]
    public void Every_scalar_comes_back()
    {
        string json = Wire.Json(Full);
        Assert.Equal(FullJson, json);
        var read = Wire.Read<Scalars>(json);
        Assert.Equal(DateTimeKind.Utc, read.At.Kind);
        Assert.True(JsonElement.DeepEquals(Full.Any, read.Any));
        Assert.Equal(7, read.PerhapsAny!.Value.GetInt32());
        Assert.Equal(Full with { Any = read.Any, PerhapsAny = read.PerhapsAny }, read);
    }

    [Fact]
    public void Nulls_come_back()
    {
        var nothing = new Scalars('a', Noon, default, Full.Link, Full.Release, Access.Read, Json("null"));
        var read = Wire.Read<Scalars>(Wire.Json(nothing));
        Assert.Equal(JsonValueKind.Null, read.Any.ValueKind);
        Assert.Equal(nothing with { Any = read.Any }, read);
    }

    [Fact]
    public void Plain_fields_come_back()
    {
        var message = new PlainScalars(
            new JobId("j"), ',', Noon, new TimeOnly(1, 2, 3), Full.Link, Full.Release, Access.Read | Access.Delete, new byte[] { 1, 2 }, Full.Any, System.Collections.Immutable.ImmutableDictionary<string, int>.Empty.Add("a", 1));
        var fields = Wire.Fields(message);
        Assert.Equal(
            [
                ("job_id", "j"), ("letter", ","), ("at", "2026-04-01T12:30:15.5Z"), ("time", "01:02:03"), ("link", "https://a.b/c?d=e#f"), ("release", "1.2.3.4"), ("access", "read, delete"),
                ("bytes", "AQI="), ("any", """{"a":[1,"b c",null]}"""), ("counts", """{"a":1}"""),
            ],
            Wire.Texts(fields));
        var read = Wire.ReadFields<PlainScalars>(fields);
        Assert.Equal(message.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.Equal(message.Counts, read.Counts);
        Assert.Equal(message with { Bytes = read.Bytes, Any = read.Any, Counts = read.Counts }, read);
    }

    [Theory]
    [InlineData("letter", "\"\"")]
    [InlineData("letter", "\"ab\"")]
    [InlineData("letter", "\"\ud83d\ude00\"")]
    [InlineData("letter", "97")]
    [InlineData("at", "\"2026-04-01T12:30:15+02:00\"")]
    [InlineData("at", "\"2026-04-01T12:30:15\"")]
    [InlineData("time", "\"24:00:00\"")]
    [InlineData("time", "\"12:30\"")]
    [InlineData("time", "\"-01:00:00\"")]
    [InlineData("time", "\"1.00:00:00\"")]
    [InlineData("time", "\"10.00:00:00\"")]
    [InlineData("time", "\"00:00:00.00000001\"")]
    [InlineData("link", "\"http://[\"")]
    [InlineData("release", "\"1\"")]
    [InlineData("release", "\"1.2.3.4.5\"")]
    [InlineData("release", "\"1.02\"")]
    [InlineData("release", "\"1.+2\"")]
    [InlineData("release", "\"1. 2\"")]
    [InlineData("release", "\"1..2\"")]
    [InlineData("release", "\"1.2147483648\"")]
    [InlineData("access", "\"\"")]
    [InlineData("access", "\"read,\"")]
    [InlineData("access", "\"read,,delete\"")]
    [InlineData("access", "\"execute\"")]
    [InlineData("access", "\"Read\"")]
    [InlineData("access", "1")]
    [InlineData("any", "{\"a\":\"\\ud800\"}")]
    [InlineData("any", "[1,]")]
    public void What_is_no_such_value_is_refused_where_it_is(string member, string value)
    {
        using var document = JsonDocument.Parse(FullJson);
        string valid = document.RootElement.GetProperty(member).GetRawText();
        string json = FullJson.Replace($"\"{member}\":{valid}", $"\"{member}\":{value}", StringComparison.Ordinal);
        Assert.NotEqual(FullJson, json);
        var error = Wire.ReadError<Scalars>(json);
        Assert.StartsWith("$." + member, error.Path, StringComparison.Ordinal);
        Assert.InRange(error.Offset, 1, System.Text.Encoding.UTF8.GetByteCount(json));
    }

    [Fact]
    public void What_has_no_json_is_not_written()
    {
        Assert.Equal("Half of a surrogate pair has no JSON form", Wire.WriteError(Full with { Letter = '\ud800' }));
        Assert.Contains("Local", Wire.WriteError(Full with { At = DateTime.SpecifyKind(Noon, DateTimeKind.Local) }), StringComparison.Ordinal);
        Assert.Contains("Unspecified", Wire.WriteError(Full with { At = default }), StringComparison.Ordinal);
        Assert.Equal("A default JsonElement has no JSON form", Wire.WriteError(Full with { Any = default }));
        Assert.Equal("link is null", Wire.WriteError(Full with { Link = null! }));
        Assert.Equal("Access has no value 9", Wire.WriteError(Full with { Access = Access.Read | (Access)8 }));

        // System.Text.Json parses these two; strict readers do not.
        Assert.Contains("A surrogate escape", Wire.WriteError(Full with { Any = Json("""["\ud800"]""") }), StringComparison.Ordinal);
        Assert.Contains("Expected a value", Wire.WriteError(Full with { Any = JsonDocument.Parse("[1,]", new JsonDocumentOptions { AllowTrailingCommas = true }).RootElement }), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_written_on_one_line()
    {
        string json = Wire.Json(Full with { Any = Json("{ \"a b\\\" \\\\\" :\n\t[ 1 ,\r\n \"x  y\" , {} ] }") });
        Assert.Contains("""any":{"a b\" \\":[1,"x  y",{}]},""", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((Nameless)0, "")]
    [InlineData(Nameless.One, "one")]
    [InlineData(Nameless.Top | Nameless.One, "top, one")]
    [InlineData(Nameless.Other, "other")]
    public void Flags_are_names_and_none_of_them_is_empty(Nameless value, string text)
    {
        string json = Wire.Json(new Marks(value));
        Assert.Equal($$"""{"nameless":"{{text}}"}""", json);
        Assert.Equal(value, Wire.Read<Marks>(json).Nameless);
    }

    [Fact]
    public void An_unknown_flag_is_the_fallback_beside_the_known_ones() =>
        Assert.Equal(Nameless.One | Nameless.Other, Wire.Read<Marks>("""{"nameless":"new ,one"}""").Nameless);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
