using System.Collections.Immutable;
using System.Text.Json;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class JsonTests
{
    private static readonly Everything Full = new(
        new DeskId("desk-1"), "text \"quoted\" é \ud83d\ude00", true, sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue,
        long.MinValue, ulong.MaxValue, 1.5f, 0.1, 79228162514264337593543950335m, new Guid("0197a3f2-0000-7000-8000-000000000001"),
        new DateTimeOffset(2026, 4, 1, 12, 30, 15, TimeSpan.FromHours(2)), new DateOnly(2026, 4, 1), new TimeSpan(1, 2, 3, 4), Mood.Burning, [1, 2, 3],
        new byte[] { 4, 5 }, new Step(7, "seven", new Step(8, "eight")));

    [Fact]
    public void Every_scalar_type_comes_back()
    {
        var read = Wire.Read<Everything>(Wire.Json(Full));
        Assert.Equal(Full.Bytes, read.Bytes);
        Assert.Equal(Full.Memory.ToArray(), read.Memory.ToArray());
        Assert.Equal(Full with { Bytes = read.Bytes, Memory = read.Memory }, read);
    }

    [Fact]
    public void The_output_is_json_with_members_in_declaration_order_and_snake_case()
    {
        using var document = JsonDocument.Parse(Wire.Json(Full));
        Assert.Equal(
            [
                "desk", "text", "flag", "small_signed", "small", "short", "unsigned_short", "number", "unsigned_number", "long", "unsigned_long", "single", "double",
                "decimal", "guid", "moment", "day", "span", "mood", "bytes", "memory", "step",
            ],
            document.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("ON-FIRE", document.RootElement.GetProperty("mood").GetString());
        Assert.Equal([1, 2, 3], document.RootElement.GetProperty("bytes").GetBytesFromBase64());
        Assert.Equal("eight", document.RootElement.GetProperty("step").GetProperty("next").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("step").GetProperty("next").GetProperty("next").ValueKind);
    }

    [Fact]
    public void Nulls_are_written_and_read()
    {
        var nothing = new PerhapsEverything(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
        string json = Wire.Json(nothing);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(24, document.RootElement.EnumerateObject().Count(p => p.Value.ValueKind == JsonValueKind.Null));
        Assert.Equal(nothing, Wire.Read<PerhapsEverything>(json));
        Assert.Equal(nothing, Wire.Read<PerhapsEverything>("{}"));
    }

    [Fact]
    public void Nullable_members_with_values_come_back()
    {
        var full = new PerhapsEverything(
            Full.Desk, Full.Text, Full.Flag, Full.SmallSigned, Full.Small, Full.Short, Full.UnsignedShort, Full.Number, Full.UnsignedNumber, Full.Long, Full.UnsignedLong,
            Full.Single, Full.Double, Full.Decimal, Full.Guid, Full.Moment, Full.Day, Full.Span, Full.Mood, Full.Bytes, Full.Memory, Full.Step, [1, 2], ["a", null]);
        var read = Wire.Read<PerhapsEverything>(Wire.Json(full));
        Assert.Equal([1, 2], read.Numbers!.Value.AsEnumerable());
        Assert.Equal(["a", null], read.Texts!);
        Assert.Equal(full.Bytes, read.Bytes);
        Assert.Equal(full.Memory!.Value.ToArray(), read.Memory!.Value.ToArray());
        Assert.Equal(full with { Bytes = read.Bytes, Memory = read.Memory, Numbers = read.Numbers, Texts = read.Texts }, read);
    }

    [Fact]
    public void The_constructor_that_is_marked_makes_the_instance()
    {
        var read = Wire.Read<Chosen>("""{"number":1,"text":"t"}""");
        Assert.Equal((1, "t", "chosen"), (read.Number, read.Text, read.Way));
        Assert.Equal("""{"number":1,"text":"none"}""", Wire.Json(new Chosen(1)));
        Assert.Equal("The required member 'text' is missing", Wire.ReadError<Chosen>("""{"number":1}""").Reason);
    }

    [Fact]
    public void Lists_come_back()
    {
        var lists = new Lists(
            new JobId("j1"), ["a", "b"], [1, 2], [Mood.Calm, Mood.Burning], [new DeskId("d1")], [new Step(1, "one", new Step(2, "two"))], [1, null, 3], [[1, 2], [], [3]]);
        string json = Wire.Json(lists);
        Assert.Equal(
            """{"job_id":"j1","urls":["a","b"],"numbers":[1,2],"moods":["calm","ON-FIRE"],"desks":["d1"],"steps":[{"number":1,"name":"one","next":{"number":2,"name":"two","next":null}}],"gaps":[1,null,3],"grid":[[1,2],[],[3]]}""",
            json);
        Assert.Equal(json, Wire.Json(Wire.Read<Lists>(json)));
    }

    [Fact]
    public void A_default_immutable_array_is_empty()
    {
        var lists = new Lists(new JobId("j1"), default, [], [], [], default, [], [default]);
        string json = Wire.Json(lists);
        Assert.Equal("""{"job_id":"j1","urls":[],"numbers":[],"moods":[],"desks":[],"steps":[],"gaps":[],"grid":[[]]}""", json);
        Assert.Equal(ImmutableArray<string>.Empty, Wire.Read<Lists>(json).Urls);
    }

    [Fact]
    public void Structs_fields_and_keywords_as_names_come_back()
    {
        var nested = new Outer.IInner.Nested { @class = 3, @event = "e" };
        string json = Wire.Json(nested);
        Assert.Equal("""{"class":3,"event":"e"}""", json);
        Assert.Equal(nested, Wire.Read<Outer.IInner.Nested>(json));
    }

    [Fact]
    public void Members_in_any_order_and_unknown_ones_are_read()
    {
        var read = Wire.Read<StepResult>(""" { "summary" : "s", "new_member": {"a":[1,{"b":null}]}, "step":2, "JOB_ID": 1, "job_id":"j" } """);
        Assert.Equal(new StepResult(new JobId("j"), 2, "s"), read);
    }

    [Theory]
    [InlineData("""{"job_id":"j","step":1}""", "summary")]
    [InlineData("""{"step":1,"summary":"s"}""", "job_id")]
    [InlineData("{}", "job_id")]
    public void A_missing_required_member_is_named(string json, string member) =>
        Assert.Contains($"'{member}'", Wire.ReadError<StepResult>(json).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"job_id":"j","step":1,"step":2,"summary":"s"}""", "step")]
    [InlineData("""{"job_id":"j","step":1,"summary":"s","job_id":"j"}""", "job_id")]
    public void A_repeated_member_is_refused(string json, string member)
    {
        string reason = Wire.ReadError<StepResult>(json).Reason;
        Assert.Contains($"'{member}'", reason, StringComparison.Ordinal);
        Assert.Contains("twice", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"job_id":"j","step":1,"summary":null}""")]
    [InlineData("""{"job_id":null,"step":1,"summary":"s"}""")]
    [InlineData("""{"job_id":"j","step":null,"summary":"s"}""")]
    [InlineData("""{"job_id":"not an id","step":1,"summary":"s"}""")]
    [InlineData("""{"job_id":"j","step":2147483648,"summary":"s"}""")]
    [InlineData("""{"job_id":"j","step":"1","summary":"s"}""")]
    [InlineData("""{"job_id":"j","step":1,"summary":"s"} x""")]
    [InlineData("""{"job_id":"j","step":1,"summary":"s" """)]
    [InlineData("""[]""")]
    [InlineData("null")]
    public void What_does_not_fit_the_contract_is_refused(string json) => Assert.NotEmpty(Wire.ReadError<StepResult>(json).Reason);

    [Fact]
    public void A_list_fails_with_its_element()
    {
        string json = """{"job_id":"j","urls":["a",null],"numbers":[],"moods":[],"desks":[],"steps":[],"gaps":[],"grid":[]}""";
        Assert.Contains("urls", Wire.ReadError<Lists>(json).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_of_parameters_and_initializers_stand_in_for_absent_members()
    {
        Assert.Equal(Mood.Calm, Wire.Read<PageSet>("""{"job_id":"j","urls":[]}""").Mood);

        var pipeline = Wire.Read<Pipeline>("""{"job_id":"j"}""");
        Assert.Equal(("unnamed", 1, null), (pipeline.Name, pipeline.Version, pipeline.Status));
        pipeline = Wire.Read<Pipeline>("""{"job_id":"j","name":"n","version":2,"status":"running"}""");
        Assert.Equal(("n", 2, "running"), (pipeline.Name, pipeline.Version, pipeline.Status));
        Assert.Equal("j", pipeline.JobId.Value);
    }

    [Fact]
    public void An_unknown_enum_name_is_the_fallback_or_an_error()
    {
        Assert.Equal(Mood.Unknown, Wire.Read<PageSet>("""{"job_id":"j","urls":[],"mood":"puzzled"}""").Mood);
        string reason = Wire.ReadError<JobChanged>("""{"entity_id":"e","status":"exploded","summary":"s"}""").Reason;
        Assert.Contains("exploded", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nameless_enum_value_is_not_written()
    {
        string? error = Wire.WriteError(new JobChanged(new EntityId("e"), (EntityStatus)99, "s"));
        Assert.Equal("EntityStatus has no value 99", error);
    }

    [Fact]
    public void What_no_reader_would_take_is_not_written()
    {
        var lists = new Lists(new JobId("j1"), [], [], [], [], [], [], []);
        Assert.Equal("summary is null", Wire.WriteError(new StepResult(new JobId("j"), 1, null!)));
        Assert.Equal("numbers is null", Wire.WriteError(lists with { Numbers = null! }));
        Assert.Equal("urls is null", Wire.WriteError(lists with { Urls = ["a", null!] }));
        Assert.Equal("steps is null", Wire.WriteError(lists with { Steps = [null!] }));
        Assert.Equal("desks is a default id", Wire.WriteError(lists with { Desks = [default] }));
        Assert.Null(Wire.WriteError(lists));
    }

    [Fact]
    public void Parts_nested_too_deeply_are_refused()
    {
        var step = new Step(0, "0");
        for (int i = 1; i < JsonReader.DefaultMaxDepth; i++)
        {
            step = new Step(i, "n", step);
        }

        Assert.Equal(Wire.Json(step), Wire.Json(Wire.Read<Step>(Wire.Json(step))));
        Assert.Contains("deep", Wire.WriteError(new Step(-1, "n", step)), StringComparison.Ordinal);
        string json = Wire.Json(step).Replace("\"next\":null", "\"next\":{\"number\":-1,\"name\":\"n\"}", StringComparison.Ordinal);
        Assert.Contains("deep", Wire.ReadError<Step>(json).Reason, StringComparison.Ordinal);
    }
}
