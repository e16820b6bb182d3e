using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class FieldsTests
{
    private static readonly PageSet Pages = new(new JobId("j1"), ["http://a/?q=\"x\"", "b"], "a \"note\"\nin two lines", new Step(1, "one"), Mood.Burning);

    [Fact]
    public void Text_and_numbers_are_plain_and_the_rest_is_json()
    {
        Assert.Equal(
            [
                ("job_id", "j1"),
                ("urls", """["http://a/?q=\"x\"","b"]"""),
                ("note", "a \"note\"\nin two lines"),
                ("first", """{"number":1,"name":"one","next":null}"""),
                ("mood", "ON-FIRE"),
            ],
            Wire.Texts(Wire.Fields(Pages)));
    }

    [Fact]
    public void Fields_come_back()
    {
        var read = Wire.ReadFields<PageSet>(Wire.Fields(Pages));
        Assert.Equal(Pages.Urls.AsEnumerable(), read.Urls.AsEnumerable());
        Assert.Equal(Pages with { Urls = read.Urls }, read);

        var found = new FindingSet(new JobId("j"), new EntityId("t"), int.MinValue);
        Assert.Equal(found, Wire.ReadFields<FindingSet>(Wire.Fields(found)));

        var limits = new DeskLimits(new DeskId("d"), 0.10m);
        Assert.Equal(limits, Wire.ReadFields<DeskLimits>(Wire.Fields(limits)));
    }

    [Fact]
    public void Every_plain_type_comes_back_from_its_field()
    {
        var plain = new PlainFields(
            new JobId("j"), "", true, -1, 2, 0.5, 1.50m, new Guid("0197a3f2-0000-7000-8000-000000000001"), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            new DateOnly(2026, 4, 1), TimeSpan.FromMinutes(90), [1, 2], new byte[] { 3 });
        var fields = Wire.Fields(plain);
        Assert.Equal(
            ["j", "", "true", "-1", "2", "0.5", "1.50", "0197a3f2-0000-7000-8000-000000000001", "2026-04-01T00:00:00Z", "2026-04-01", "01:30:00", "AQI=", "Aw=="],
            Wire.Texts(fields).Select(f => f.Value));
        var read = Wire.ReadFields<PlainFields>(fields);
        Assert.Equal(plain.Bytes, read.Bytes);
        Assert.Equal(plain.Memory.ToArray(), read.Memory.ToArray());
        Assert.Equal(plain with { Bytes = read.Bytes, Memory = read.Memory }, read);
    }

    [Fact]
    public void Nulls_are_left_out_and_absent_fields_are_null()
    {
        var pages = Pages with { Note = null, First = null, Urls = default };
        var fields = Wire.Fields(pages);
        Assert.Equal(["job_id", "urls", "mood"], Wire.Texts(fields).Select(f => f.Name));
        var read = Wire.ReadFields<PageSet>(fields);
        Assert.Null(read.Note);
        Assert.Null(read.First);
        Assert.Empty(read.Urls);
    }

    [Fact]
    public void The_text_null_is_text() =>
        Assert.Equal("null", Wire.ReadFields<PageSet>(Wire.Fields(Pages with { Note = "null" })).Note);

    [Fact]
    public void The_runtimes_own_fields_and_unknown_ones_are_ignored()
    {
        var read = Wire.ReadFields<DeskLimits>(Wire.Fields(("type", "desk_limits"), ("NIKA_META", "{}"), ("desk", "d"), ("added", "later"), ("limit", "2")));
        Assert.Equal(new DeskLimits(new DeskId("d"), 2m), read);
    }

    [Fact]
    public void Defaults_and_initializers_stand_in_for_absent_fields()
    {
        Assert.Equal(Mood.Calm, Wire.ReadFields<PageSet>(Wire.Fields(("job_id", "j"), ("urls", "[]"))).Mood);
        Assert.Equal(("unnamed", 1), (Wire.ReadFields<Pipeline>(Wire.Fields(("job_id", "j"))) is var p ? (p.Name, p.Version) : default));
    }

    [Fact]
    public void A_missing_required_field_is_named() =>
        Assert.Equal("limit is missing", Wire.FieldsError<DeskLimits>(Wire.Fields(("desk", "d"))));

    [Theory]
    [InlineData("limit", "")]
    [InlineData("limit", "1 000")]
    [InlineData("limit", "12abc")]
    [InlineData("desk", "not an id")]
    [InlineData("desk", "")]
    public void What_does_not_fit_is_refused_and_named(string field, string value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["desk"] = "d", ["limit"] = "1", [field] = value };
        Assert.StartsWith(field + ": ", Wire.FieldsError<DeskLimits>(Wire.Fields([.. fields.Select(f => (f.Key, f.Value))])), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_in_a_field_is_read_whole() =>
        Assert.StartsWith("urls: ", Wire.FieldsError<PageSet>(Wire.Fields(("job_id", "j"), ("urls", "[] []"))), StringComparison.Ordinal);

    [Fact]
    public void A_null_that_is_not_allowed_is_an_error()
    {
        var buffer = new Utf8Buffer();
        var fields = new FieldWriter(buffer);
        Write(new PlainFields(new JobId("j"), "", true, 1, 2, 1, 1, default, default, default, default, null!, default), ref fields);
        Assert.Equal("bytes is null", fields.Writer.Error);

        static void Write<T>(T message, ref FieldWriter fields)
            where T : IHashMessage<T> => T.WriteFields(in message, ref fields);
    }
}
