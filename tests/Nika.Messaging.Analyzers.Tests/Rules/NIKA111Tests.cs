using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Analyzers.Tests.Schema;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member is a moment without an offset.</summary>
public sealed class NIKA111Tests
{
    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, DateTime {|NIKA111:At|});""")]
    [InlineData("""[Message("m"), Hash("a"), Ttl("1h")] public partial record M(System.DateTime? {|NIKA111:At|});""")]
    [InlineData("[MessagePart] public partial class M { public required List<DateTime?> {|NIKA111:At|} { get; init; } }")]
    [InlineData("[MessagePart] public partial record struct M(Dictionary<string, ImmutableArray<DateTime>> {|NIKA111:At|});")]
    [InlineData("[MessagePart] public partial class M { public DateTime {|NIKA111:At|}; }")]
    public Task It_is_reported_where_it_is(string source) => Verify.ReportsAsync(
        Sources.In(source), "'M.At' is a DateTime, which has no offset, and whose message is refused unless its kind is UTC: make it a DateTimeOffset");

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, DateTimeOffset At, DateOnly Day, TimeOnly Time, TimeSpan Span);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, DateTimeOffset At) { public DateTime Local => At.LocalDateTime; [System.Text.Json.Serialization.JsonIgnore] public DateTime Cached { get; set; } }""")]
    [InlineData("[MessagePart] public partial record M(Other.DateTime At); ")]
    [InlineData("[MessagePart] public partial record M([property: JsonCodec(typeof(Days))] DateTime At); public readonly struct Days : IJsonCodec<DateTime> { public static void Write(DateTime value, ref Utf8Writer writer) => writer.Int64(value.Ticks); public static bool TryRead(ref JsonReader reader, out DateTime value) { bool read = reader.TryReadInt64(out long ticks); value = new(ticks, DateTimeKind.Utc); return read; } }")]
    [InlineData("public record NoMessage(DateTime At);")]
    public Task What_looks_alike_is_silent(string source) =>
        Verify.IsSilentAsync(Sources.In(source) + "namespace Other { [MessagePart] public partial record DateTime(int Number); }");

    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial record M(JobId JobId, DateTime At, System.DateTime? Until = null);""",
        """[Message("m"), Signal] public partial record M(JobId JobId, DateTimeOffset At, System.DateTimeOffset? Until = null);""")]
    [InlineData(
        "[MessagePart] public partial class M(Dictionary<string, DateTime> at) { public Dictionary<string, DateTime> At { get; } = at; }",
        "[MessagePart] public partial class M(Dictionary<string, DateTimeOffset> at) { public Dictionary<string, DateTimeOffset> At { get; } = at; }")]
    [InlineData(
        "[MessagePart] public partial class M { public DateTime At { get; init; } = DateTime.UnixEpoch; public global::System.DateTime[]? Others; }",
        "[MessagePart] public partial class M { public DateTimeOffset At { get; init; } = DateTime.UnixEpoch; public global::System.DateTimeOffset[]? Others; }")]
    public Task It_is_fixed_by_an_offset(string before, string after) => VerifyFix.FixesAllAsync(OffsetFix.Key, new Scenario(Sources.In(before)), new Scenario(Sources.In(after)));

    [Fact]
    public Task It_is_fixed_everywhere() => VerifyFix.FixesAllAsync(
        OffsetFix.Key,
        new Scenario("namespace App; [MessagePart] public partial record M(DateTime At);", "namespace App; [MessagePart] public partial record N(DateTime At);"),
        new Scenario("namespace App; [MessagePart] public partial record M(DateTimeOffset At);", "namespace App; [MessagePart] public partial record N(DateTimeOffset At);"));

    [Theory]
    [InlineData("using Moment = System.DateTime; namespace App; [MessagePart] public partial record M(Moment At);")]
    [InlineData("namespace App; [MessagePart] public partial class M { private DateTime at; public DateTime At { get => at; set => at = value; } }")]
    public Task What_is_used_in_the_type_itself_is_left_to_people(string source) => VerifyFix.OffersNothingAsync(new Scenario(source));

    [Fact]
    public Task A_constructor_in_another_file_is_left_to_people() => VerifyFix.OffersNothingAsync(new Scenario(
        "namespace App; [MessagePart] public partial class M { public DateTime At { get; } }",
        "namespace App; public partial class M { public M(DateTime at) => At = at; }"));

    [Fact]
    public Task Peers_can_read_what_is_fixed() => VerifySchema.ReportsAsync(
        "m v1\nm.at: datetime required\nm.job_id: id required\n",
        """namespace App; [Message("m"), Signal] public sealed partial record M(JobId JobId, DateTimeOffset {|NIKA120:At|});""",
        "'m.at' is not in the baseline as it is, its type is wider: record it in nika.schema.txt");
}
