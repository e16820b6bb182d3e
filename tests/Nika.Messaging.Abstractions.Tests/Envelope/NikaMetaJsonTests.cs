using Nika.Messaging.Abstractions.Tests.Utf8;

namespace Nika.Messaging.Abstractions.Tests.Envelope;

public class NikaMetaJsonTests
{
    private const string Least = """{"v":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","ts":"2026-11-23T01:02:03.000004Z","type":"job_changed","schema":1}""";

    private const string Full = """
        {"v":1,"id":"01890a5d-ac96-774b-bcce-b302099a8057","ts":"2026-11-23T01:02:03.000004Z","type":"job_changed","schema":3,"pod":"pod-1","session_id":"s-1","entity_id":"e-1","entity_kind":"TASK","parent_id":"e-0","root_id":"r-0","job_id":"j-1","role":"auditor","status":"completed","domain":"hooks","intent":"refactor \"it\"","correlation_id":"c","causation_id":"d","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","tags":["a","ż"]}
        """;

    [Fact]
    public void Members_come_in_order_and_are_absent_when_null()
    {
        Assert.Equal(Least, Json(LeastMeta()));
        Assert.Equal(Full, Json(FullMeta()));
    }

    [Fact]
    public void What_was_written_reads_back()
    {
        Assert.Equal(LeastMeta(), Meta(Least));
        NikaMeta full = FullMeta(), read = Meta(Full);
        Assert.Equal(full.Tags.AsEnumerable(), read.Tags.AsEnumerable(), StringComparer.Ordinal);
        Assert.Equal(full with { Tags = default }, read with { Tags = default });
    }

    [Fact]
    public void The_envelope_is_JSON_in_plain_text_too()
    {
        Assert.Equal(Full, Write.Text((ref w) => NikaMeta.WriteJson(FullMeta(), ref w), plainText: true));
        Assert.Equal(Full + "x", Write.Text((ref w) =>
        {
            NikaMeta.WriteJson(FullMeta(), ref w);
            w.String("x");
        }, plainText: true));
    }

    [Fact]
    public void Default_ids_and_empty_tags_are_absent() =>
        Assert.Equal(Least, Json(LeastMeta() with { SessionId = default(SessionId), EntityId = default(EntityId), Role = default(RoleName), Tags = [] }));

    [Fact]
    public void Every_kind_and_status_has_its_name()
    {
        Assert.Equal(["PROJ", "JOB", "TASK", "SUB"], Enum.GetValues<EntityKind>().Select(kind => Named(LeastMeta() with { EntityKind = kind }, "entity_kind")), StringComparer.Ordinal);
        Assert.Equal(
            ["created", "started", "progress", "completed", "failed", "cancelled"],
            Enum.GetValues<EntityStatus>().Select(status => Named(LeastMeta() with { Status = status }, "status")), StringComparer.Ordinal);
        Assert.All(Enum.GetValues<EntityKind>(), kind => Assert.Equal(kind, Meta(Json(LeastMeta() with { EntityKind = kind })).EntityKind));
        Assert.All(Enum.GetValues<EntityStatus>(), status => Assert.Equal(status, Meta(Json(LeastMeta() with { Status = status })).Status));
    }

    [Fact]
    public void What_could_not_be_read_is_not_written()
    {
        Assert.Equal("NIKA_META has no type", Error(LeastMeta() with { Type = null! }));
        Assert.Equal("NIKA_META: status has no such value", Error(LeastMeta() with { Status = (EntityStatus)6 }));
        Assert.Equal("NIKA_META: entity_kind has no such value", Error(LeastMeta() with { EntityKind = (EntityKind)(-1) }));
        Assert.Equal("A tag of NIKA_META is null", Error(LeastMeta() with { Tags = [null!] }));
        Assert.Equal("NIKA_META carries 17 tags, at most 16", Error(LeastMeta() with { Tags = [.. Enumerable.Repeat("t", 17)] }));
        Assert.Equal("A text of NIKA_META has 257 characters, at most 256", Error(LeastMeta() with { Domain = new('d', 257) }));
        Assert.Null(Error(LeastMeta() with { Domain = new('d', 256), Tags = [.. Enumerable.Repeat(new string('t', 256), 16)] }));
    }

    [Fact]
    public void A_later_version_with_more_members_is_read() =>
        Assert.Equal(LeastMeta() with { Domain = "d" }, Meta(Least.Replace("\"v\":1", "\"v\":2,\"new\":{\"a\":[1,null]}", StringComparison.Ordinal)[..^1] + ",\"domain\":\"d\"}"));

    [Fact]
    public void Null_counts_as_absent_and_order_does_not_matter() =>
        Assert.Equal(
            LeastMeta(),
            Meta("""{"tags":null,"type":"job_changed","status":null,"schema":null,"ts":"2026-11-23T02:02:03.000004+01:00","id":"01890A5D-ac96-774b-bcce-b302099a8057","pod":null,"v":null}"""));

    [Theory]
    [InlineData("""{"v":0}""", "The envelope's version is 1 or more", "$.v", 5)]
    [InlineData("""{"v":"1"}""", "Expected an integer from -2147483648 to 2147483647, found a string", "$.v", 5)]
    [InlineData("""{"ts":"2026-11-23T01:02:03Z","type":"t"}""", "The required member 'id' is missing", "$", 39)]
    [InlineData("""{"id":null,"ts":"2026-11-23T01:02:03Z","type":"t"}""", "The required member 'id' is missing", "$", 49)]
    [InlineData("""{"id":"01890a5d-ac96-774b-bcce-b302099a8057","type":"t"}""", "The required member 'ts' is missing", "$", 55)]
    [InlineData("""{"type":"t","type":"t"}""", "The member 'type' came twice", "$.type", 12)]
    [InlineData("""{"type":null,"type":"t"}""", "The member 'type' came twice", "$.type", 13)]
    [InlineData("""{"status":"Failed"}""", "'Failed' is no status (created, started, progress, completed, failed or cancelled)", "$.status", 10)]
    [InlineData("""{"entity_kind":"task"}""", "'task' is no entity_kind (PROJ, JOB, TASK or SUB)", "$.entity_kind", 15)]
    [InlineData("""{"job_id":"../x"}""", "'../x' is no valid JobId: allowed are 1 to 128 ASCII letters, digits, '.', '_' and '-', starting with a letter or digit", "$.job_id", 10)]
    [InlineData("""{"tags":["a",7]}""", "Expected a string, found a number", "$.tags[1]", 13)]
    [InlineData("""{"tags":["a",null]}""", "Expected a string, found null", "$.tags[1]", 13)]
    [InlineData("""{"tags":[1,2""", "Expected a string, found a number", "$.tags[0]", 9)]
    [InlineData("""{"new":[{"a b":+1}]}""", "Expected a value, found '+'", "$.new[0]['a b']", 15)]
    [InlineData("[]", "Expected an object, found an array", "$", 0)]
    [InlineData("", "Expected an object, found the end of the document", "$", 0)]
    [InlineData("{}x", "The required member 'id' is missing", "$", 1)]
    public void A_fault_is_named_with_path_and_offset(string json, string reason, string path, int offset) =>
        Assert.Equal(new JsonError(reason, path, offset), Read.Error(json, (ref JsonReader r, out NikaMeta v) => NikaMeta.TryReadJson(ref r, out v)));

    [Fact]
    public void Texts_and_tags_are_bounded()
    {
        Assert.Equal(
            "A text of the envelope has at most 256 characters, this one 257",
            ReadError(Least[..^1] + $",\"intent\":\"{new string('i', 257)}\"}}").Reason);
        JsonError tags = ReadError(Least[..^1] + $",\"tags\":[{string.Join(',', Enumerable.Repeat("\"t\"", 17))}]}}");
        Assert.Equal(("An envelope carries at most 16 tags", "$.tags[16]"), (tags.Reason, tags.Path));
    }

    internal static NikaMeta LeastMeta() => new()
    {
        Id = new Guid("01890a5d-ac96-774b-bcce-b302099a8057"),
        Timestamp = new DateTimeOffset(2026, 11, 23, 1, 2, 3, TimeSpan.Zero).AddMicroseconds(4),
        Type = "job_changed",
        Schema = 1,
    };

    internal static NikaMeta FullMeta() => LeastMeta() with
    {
        Schema = 3,
        Pod = new("pod-1"),
        SessionId = new("s-1"),
        EntityId = new("e-1"),
        EntityKind = EntityKind.Task,
        ParentId = new("e-0"),
        RootId = new("r-0"),
        JobId = new("j-1"),
        Role = new("auditor"),
        Status = EntityStatus.Completed,
        Domain = "hooks",
        Intent = "refactor \"it\"",
        CorrelationId = "c",
        CausationId = "d",
        TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        Tags = ["a", "ż"],
    };

    private static string Json(NikaMeta meta) => Write.Text((ref w) => NikaMeta.WriteJson(meta, ref w));

    private static string? Error(NikaMeta meta) => Write.Error((ref w) => NikaMeta.WriteJson(meta, ref w));

    private static NikaMeta Meta(string json) => Read.Value(json, (ref JsonReader r, out NikaMeta v) => NikaMeta.TryReadJson(ref r, out v));

    private static JsonError ReadError(string json) => Read.Error(json, (ref JsonReader r, out NikaMeta v) => NikaMeta.TryReadJson(ref r, out v));

    private static string? Named(NikaMeta meta, string member)
    {
        using var document = System.Text.Json.JsonDocument.Parse(Json(meta));
        return document.RootElement.GetProperty(member).GetString();
    }
}
