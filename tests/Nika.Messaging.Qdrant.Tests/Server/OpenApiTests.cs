using System.Text.Json;
using Nika.Messaging.QdrantTestServer.OpenApi;

namespace Nika.Messaging.Qdrant.Tests.Server;

public sealed class OpenApiTests
{
    private static readonly OpenApiDocument Document = OpenApiDocument.Instance;

    [Fact]
    public void Every_schema_of_the_document_is_understood()
    {
        // A keyword, a type or a format that is not known would throw.
        foreach (string name in Document.SchemaNames)
        {
            _ = Document.SchemaOf(name).Check(JsonSerializer.SerializeToElement(new { }));
        }

        Assert.InRange(Document.SchemaNames.Count(), 250, 1000);
        Assert.InRange(Document.Operations.Count, 60, 200);
    }

    [Theory]
    [InlineData("PUT", "/collections/c/points", "upsert_points")]
    [InlineData("POST", "/collections/c/points", "get_points")]
    [InlineData("GET", "/collections/exists", "get_collection")]
    [InlineData("GET", "/collections/c/exists", "collection_exists")]
    [InlineData("PUT", "/collections/aliases/index", "create_field_index")]
    [InlineData("DELETE", "/collections/c/index/NIKA_META.ts", "delete_field_index")]
    [InlineData("POST", "/collections//points", null)]
    [InlineData("PATCH", "/collections/c/points", null)]
    public void A_request_is_one_operation(string method, string path, string? expected) => Assert.Equal(expected, Document.Find(method, path)?.Name);

    [Theory]
    [InlineData("""{"points":[{"id":"0198a3a0-0000-7000-8000-000000000001","vector":[0.5,1],"payload":{"a":{"b":[null,1]}}}]}""")]
    [InlineData("""{"points":[{"id":7,"vector":[1],"payload":null}],"update_mode":"insert_only"}""")]
    public void An_upsert_the_document_allows_passes(string body) => Assert.Null(Fault("/collections/c/points", "PUT", body));

    [Theory]
    [InlineData("""{"points":[{"id":"x","vector":[1]}]}""", "$.points[0].id: 'x' is no uuid")]
    [InlineData("""{"points":[{"id":-1,"vector":[1]}]}""", "$.points[0].id: -1 is no uint64")]
    [InlineData("""{"points":[{"id":1}]}""", "$.points[0]: 'vector' is missing")]
    [InlineData("""{"points":[{"id":1,"vector":[1,"2"]}]}""", "$.points[0].vector[1]: is String, must be number")]
    [InlineData("""{"points":[{"id":1,"vector":[1e99]}]}""", "$.points[0].vector[0]: 1e99 is no float")]
    [InlineData("""{"points":[{"id":1,"vector":[1],"paylaod":{}}]}""", "$.points[0].paylaod: is not a member the document knows")]
    [InlineData("""{"points":[],"update_mode":"replace"}""", "$.update_mode: 'replace' is none of upsert, insert_only, update_only")]
    [InlineData("""{"points":null}""", "$.points: null is not allowed")]
    public void An_upsert_the_document_does_not_allow_is_told_where(string body, string expected) =>
        Assert.Equal($"upsert_points: {expected}", Fault("/collections/c/points", "PUT", body));

    [Theory]
    [InlineData("""{"must":[{"key":"a","match":{"value":"x"}}]}""", true)]
    [InlineData("""{"must":{"key":"a","match":{"value":1}}}""", true)]
    [InlineData("""{"must":[{"key":"a","match":{"value":1.5}}]}""", false)]
    [InlineData("""{"must":[{"key":"a","match":{"any":["x","x"]}}]}""", false)]
    [InlineData("""{"must":[{"key":"a","match":{"any":["x",1]}}]}""", false)]
    [InlineData("""{"must":[{"key":"a","range":{"gte":"2026-04-01","lt":"2026-05-01T00:00:00+02:00"}}]}""", true)]
    [InlineData("""{"must":[{"key":"a","range":{"gte":"yesterday"}}]}""", false)]
    [InlineData("""{"must":[{"key":"a","range":{"from":1}}]}""", false)]
    [InlineData("""{"must":[{"key":"a","mtach":{"value":"x"}}]}""", false)]
    [InlineData("""{"musst":[]}""", false)]
    [InlineData("""{"min_should":{"conditions":[],"min_count":0}}""", false)]
    [InlineData("""{"should":null,"must_not":[{"is_empty":{"key":"a"}},{"has_id":[1,"0198a3a0-0000-7000-8000-000000000001"]}]}""", true)]
    public void A_filter_is_held_against_the_document(string filter, bool fits) =>
        Assert.Equal(fits, Fault("/collections/c/points/count", "POST", $$"""{ "filter": {{filter}} }""") is null);

    [Fact]
    public void Parameters_are_held_against_the_document()
    {
        var upsert = Document.Find("PUT", "/collections/c/points")!;
        var body = JsonSerializer.SerializeToElement(new { points = Array.Empty<int>() });

        Assert.Null(upsert.CheckRequest([new("wait", "true"), new("ordering", "weak"), new("timeout", "5")], "application/json", body));
        Assert.Equal("upsert_points has no parameter 'wiat'", upsert.CheckRequest([new("wiat", "true")], "application/json", body));
        Assert.StartsWith("upsert_points, parameter 'wait'", upsert.CheckRequest([new("wait", "yes")], "application/json", body), StringComparison.Ordinal);
        Assert.StartsWith("upsert_points, parameter 'timeout'", upsert.CheckRequest([new("timeout", "0")], "application/json", body), StringComparison.Ordinal);
        Assert.Equal("upsert_points needs a body", upsert.CheckRequest([], null, null));
        Assert.Equal("upsert_points: the body's type is 'text/plain', must be application/json", upsert.CheckRequest([], "text/plain", body));
        Assert.Equal("get_collection takes no body", Document.Find("GET", "/collections/c")!.CheckRequest([], "application/json", body));
    }

    [Fact]
    public void Replies_are_held_against_the_document()
    {
        var count = Document.Find("POST", "/collections/c/points/count")!;

        Assert.Null(count.CheckReply(200, "application/json", """{"result":{"count":3},"status":"ok","time":0.1}"""u8.ToArray()));
        Assert.Equal("count_points, reply 200: $.result: 'count' is missing", count.CheckReply(200, "application/json", """{"result":{"cuont":3}}"""u8.ToArray()));
        Assert.Null(count.CheckReply(404, "application/json", """{"status":{"error":"Not found"},"time":0}"""u8.ToArray()));
        Assert.NotNull(count.CheckReply(404, "application/json", """{"status":"not found"}"""u8.ToArray()));
        Assert.NotNull(count.CheckReply(200, "text/plain", "3"u8.ToArray()));
        Assert.Null(count.CheckReply(401, "text/plain", "Invalid API key"u8.ToArray()));
    }

    private static string? Fault(string path, string method, string body) =>
        Document.Find(method, path)!.CheckRequest([], "application/json", JsonDocument.Parse(body).RootElement);
}
