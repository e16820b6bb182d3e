using System.Net;
using System.Text.Json;
using Nika.Messaging.QdrantTestServer;
using Nika.Messaging.QdrantTestServer.Faults;

namespace Nika.Messaging.Qdrant.Tests.Server;

public sealed class ServerTests : IAsyncLifetime
{
    private QdrantServer server = null!;
    private RawClient client = null!;

    public async ValueTask InitializeAsync()
    {
        server = await QdrantServer.StartAsync();
        client = new RawClient(server);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_the_document_does_not_allow_is_refused_and_kept()
    {
        await client.CreateAsync();

        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/count", """{"filters":{}}""")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/count", "{")).Status);
        Assert.Equal(404, (await client.SendAsync("POST", "/collections/c/points/count2", "{}")).Status);
        Assert.Equal(501, (await client.SendAsync("POST", "/collections/c/points/payload/clear", """{"points":[1]}""")).Status);
        Assert.Equal(4, server.Violations.Count);
    }

    [Fact]
    public async Task A_collection_is_made_once_and_described()
    {
        Assert.False((await client.ResultAsync("GET", "/collections/c/exists")).GetProperty("exists").GetBoolean());
        Assert.Equal(404, (await client.SendAsync("GET", "/collections/c")).Status);

        await client.ResultAsync("PUT", "/collections/c", """{"vectors":{"size":2,"distance":"Cosine"},"metadata":{"a":1,"b":2}}""");
        Assert.Equal(409, (await client.SendAsync("PUT", "/collections/c", """{"vectors":{"size":2,"distance":"Cosine"}}""")).Status);
        await client.ResultAsync("PATCH", "/collections/c", """{"metadata":{"b":null,"c":3}}""");
        await client.ResultAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"a.b","field_schema":{"type":"datetime","is_principal":true}}""");

        var described = await client.ResultAsync("GET", "/collections/c");
        Assert.Equal("""{"a":1,"c":3}""", described.GetProperty("config").GetProperty("metadata").GetRawText());
        Assert.Equal("""{"size":2,"distance":"Cosine"}""", described.GetProperty("config").GetProperty("params").GetProperty("vectors").GetRawText());
        Assert.Equal("datetime", described.GetProperty("payload_schema").GetProperty("a.b").GetProperty("data_type").GetString());
        Assert.True((await client.ResultAsync("GET", "/collections/c/exists")).GetProperty("exists").GetBoolean());
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task An_upsert_is_whole_or_not_at_all_and_replaces_unless_told_otherwise()
    {
        await client.CreateAsync();
        await client.KeepAsync("""{"a":1}""");

        var (status, body) = await client.SendAsync("PUT", "/collections/c/points?wait=true", """{"points":[{"id":2,"vector":[1,2]},{"id":3,"vector":[1,2,3]}]}""");
        Assert.Equal(400, status);
        Assert.Contains("expected dim: 2, got 3", body, StringComparison.Ordinal);
        Assert.Equal(1, server.Count("c"));

        await client.ResultAsync("PUT", "/collections/c/points?wait=true", """{"points":[{"id":1,"vector":[1,2],"payload":{"a":2}},{"id":2,"vector":[1,2]}],"update_mode":"insert_only"}""");
        Assert.Equal("""{"a":1}""", server.Payloads("c")["1"].GetRawText());
        Assert.Equal(2, server.Count("c"));
        await client.KeepAsync("""{"a":3}""");
        Assert.Equal("""{"a":3}""", server.Payloads("c")["1"].GetRawText());
    }

    [Fact]
    public async Task Writes_that_are_held_are_acknowledged_but_not_seen()
    {
        await client.CreateAsync();
        server.HoldsWrites = true;

        Assert.Equal("acknowledged", await UpsertAsync("wait=false"));
        Assert.Equal("wait_timeout", await UpsertAsync("wait=true"));
        Assert.Equal(0, server.Count("c"));
        server.ApplyPending();
        Assert.Equal(1, server.Count("c"));
        server.HoldsWrites = false;
        Assert.Equal("completed", await UpsertAsync("wait=true"));

        async Task<string?> UpsertAsync(string wait) =>
            (await client.ResultAsync("PUT", $"/collections/c/points?{wait}", """{"points":[{"id":1,"vector":[1,2]}]}""")).GetProperty("status").GetString();
    }

    [Fact]
    public async Task A_scroll_goes_by_id_in_pages()
    {
        await client.CreateAsync();
        await client.KeepAsync("{}", "{}", "{}");

        var first = await client.ResultAsync("POST", "/collections/c/points/scroll", """{"limit":2}""");
        Assert.Equal(3, first.GetProperty("next_page_offset").GetInt32());
        var second = await client.ResultAsync("POST", "/collections/c/points/scroll", """{"limit":2,"offset":3,"with_payload":false}""");
        Assert.Equal("""[{"id":3}]""", second.GetProperty("points").GetRawText());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_page_offset").ValueKind);
    }

    [Fact]
    public async Task A_scroll_by_time_needs_an_index_and_gives_no_offset()
    {
        await client.CreateAsync();
        await client.KeepAsync("""{"ts":"2026-04-02"}""", """{"ts":"2026-04-01T00:00:00.000001Z"}""", """{"ts":"2026-04-01"}""", "{}");
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/scroll", """{"order_by":"ts"}""")).Status);
        await client.ResultAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"ts","field_schema":"datetime"}""");

        Assert.Equal("3 2 1", await OrderAsync("""{"order_by":{"key":"ts"}}"""));
        Assert.Equal("1 2", await OrderAsync("""{"order_by":{"key":"ts","direction":"desc"},"limit":2}"""));
        Assert.Equal("2 1", await OrderAsync("""{"order_by":{"key":"ts","start_from":"2026-04-01T00:00:00.000001Z"}}"""));
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/scroll", """{"order_by":"ts","offset":1}""")).Status);

        async Task<string> OrderAsync(string request)
        {
            var result = await client.ResultAsync("POST", "/collections/c/points/scroll", request);
            Assert.Equal(JsonValueKind.Null, result.GetProperty("next_page_offset").ValueKind);
            return string.Join(' ', result.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("id").GetInt32()));
        }
    }

    [Fact]
    public async Task A_facet_counts_points_for_each_value_and_needs_an_index()
    {
        await client.CreateAsync();
        await client.KeepAsync("""{"d":"x"}""", """{"d":["x","y","x"]}""", """{"d":"y"}""", """{"d":"x"}""", """{"d":null}""");
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/facet", """{"key":"d"}""")).Status);
        await client.ResultAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"d","field_schema":"keyword"}""");

        var hits = await client.ResultAsync("POST", "/collections/c/facet", """{"key":"d","exact":true,"filter":{"must_not":[{"has_id":[4]}]}}""");
        Assert.Equal("""[{"value":"x","count":2},{"value":"y","count":2}]""", hits.GetProperty("hits").GetRawText());
    }

    [Theory]
    [InlineData("Cosine", "[1,1]", 0.8f, "2:1")]
    [InlineData("Dot", "[1,0]", 2.5f, "3:3")]
    [InlineData("Euclid", "[1,1]", 1.1f, "2:0 1:1")]
    public async Task A_query_scores_by_the_distance_and_keeps_to_the_threshold(string distance, string vector, float threshold, string expected)
    {
        await client.CreateAsync(distance);
        await client.ResultAsync("PUT", "/collections/c/points?wait=true", """{"points":[{"id":1,"vector":[1,0]},{"id":2,"vector":[1,1]},{"id":3,"vector":[3,-4]}]}""");

        var result = await client.ResultAsync("POST", "/collections/c/points/query", $$"""{"query":{{vector}},"score_threshold":{{threshold}},"limit":5}""");

        Assert.Equal(expected, string.Join(' ', result.GetProperty("points").EnumerateArray().Select(point => $"{point.GetProperty("id")}:{MathF.Round(point.GetProperty("score").GetSingle(), 3)}")));
        Assert.False(result.GetProperty("points")[0].TryGetProperty("payload", out _));
    }

    [Fact]
    public async Task Points_go_by_id_and_by_filter()
    {
        await client.CreateAsync();
        await client.KeepAsync("""{"a":1}""", """{"a":2}""", """{"a":3}""");

        await client.ResultAsync("POST", "/collections/c/points/delete?wait=true", """{"points":[1,9]}""");
        await client.ResultAsync("POST", "/collections/c/points/delete?wait=true", """{"filter":{"must":[{"key":"a","match":{"value":3}}]}}""");

        Assert.Equal("2", await client.IdsAsync("{}"));
        Assert.Equal("""[{"id":2,"payload":{"a":2}}]""", (await client.ResultAsync("POST", "/collections/c/points", """{"ids":[1,2,2]}""")).GetRawText());
    }

    [Fact]
    public async Task Strict_mode_demands_indexes_and_keeps_to_its_limits()
    {
        await client.ResultAsync("PUT", "/collections/c", """{"vectors":{"size":2,"distance":"Dot"},"strict_mode_config":{"enabled":true,"unindexed_filtering_retrieve":false,"unindexed_filtering_update":false,"upsert_max_batchsize":2,"max_query_limit":5,"filter_max_conditions":2,"condition_max_size":2}}""");
        const string Filter = """{"must":[{"key":"a","match":{"value":"x"}}]}""";

        Assert.Contains("Index required but not found", (await client.SendAsync("POST", "/collections/c/points/count", $$"""{ "filter": {{Filter}} }""")).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/delete", $$"""{ "filter": {{Filter}} }""")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/scroll", """{"limit":6}""")).Status);
        Assert.Equal(400, (await client.SendAsync("PUT", "/collections/c/points", """{"points":[{"id":1,"vector":[1,0]},{"id":2,"vector":[1,0]},{"id":3,"vector":[1,0]}]}""")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/count", """{"filter":{"must":[{"has_id":[1]},{"has_id":[1]},{"has_id":[1]}]}}""")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/count", """{"filter":{"must":[{"has_id":[1,2,3]}]}}""")).Status);

        await client.ResultAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"a","field_schema":"keyword"}""");
        Assert.Equal(200, (await client.SendAsync("POST", "/collections/c/points/count", $$"""{ "filter": {{Filter}} }""")).Status);
        Assert.Equal(400, (await client.SendAsync("POST", "/collections/c/points/count", """{"filter":{"must":[{"key":"a","match":{"value":1}}]}}""")).Status);
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task A_key_is_asked_for_except_where_it_is_not()
    {
        server.ApiKey = "secret";

        Assert.Equal((401, "Must provide an API key or an Authorization bearer token"), await client.SendAsync("GET", "/collections"));
        Assert.Equal(200, (await client.SendAsync("GET", "/readyz")).Status);
        Assert.Equal(200, (await client.SendAsync("GET", "/")).Status);
        Assert.Empty(server.Violations);
    }

    [Fact]
    public async Task Faults_come_as_often_as_planned()
    {
        server.Fail(Fault.Status(429, retryAfter: "3"), "count_points", times: 2);
        server.Fail(Fault.Cut(), "get_collections");

        Assert.Equal(200, (await client.SendAsync("GET", "/readyz")).Status);
        Assert.Equal(429, (await client.SendAsync("POST", "/collections/c/points/count", "{}")).Status);
        Assert.Equal(429, (await client.SendAsync("POST", "/collections/c/points/count", "{}")).Status);
        Assert.Equal(404, (await client.SendAsync("POST", "/collections/c/points/count", "{}")).Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("GET", "/collections"));
        Assert.Equal((int)HttpStatusCode.OK, (await client.SendAsync("GET", "/collections")).Status);
    }
}
