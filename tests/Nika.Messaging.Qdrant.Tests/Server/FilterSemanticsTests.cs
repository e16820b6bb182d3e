using Nika.Messaging.QdrantTestServer;

namespace Nika.Messaging.Qdrant.Tests.Server;

/// <summary>The test server answers filters as Qdrant documents them; if it did not, the conformance suite would prove nothing.</summary>
public sealed class FilterSemanticsTests
{
    [Theory]
    // An array matches on any of its elements; floats never match.
    [InlineData("""{"must":[{"key":"tags","match":{"value":"b"}}]}""", "1")]
    [InlineData("""{"must":[{"key":"tags","match":{"any":["b","c"]}}]}""", "1 2")]
    [InlineData("""{"must":[{"key":"tags","match":{"except":["a","b"]}}]}""", "2")]
    [InlineData("""{"must":[{"key":"n","match":{"value":3}}]}""", "1")]
    [InlineData("""{"must":[{"key":"n","match":{"any":[3,5]}}]}""", "1 3")]
    [InlineData("""{"must":[{"key":"flag","match":{"value":false}}]}""", "2")]
    [InlineData("""{"must":[{"key":"n","match":{"value":"3"}}]}""", "")]
    // Objects are entered by a dot, arrays by brackets only.
    [InlineData("""{"must":[{"key":"meta.domain","match":{"value":"hooks"}}]}""", "1")]
    [InlineData("""{"must":[{"key":"list[].x","match":{"value":2}}]}""", "3")]
    [InlineData("""{"must":[{"key":"list.x","match":{"value":2}}]}""", "")]
    [InlineData("""{"must":[{"nested":{"key":"list","filter":{"must":[{"key":"x","match":{"value":1}},{"key":"y","match":{"value":1}}]}}}]}""", "3")]
    [InlineData("""{"must":[{"nested":{"key":"list","filter":{"must":[{"key":"x","match":{"value":1}},{"key":"y","match":{"value":2}}]}}}]}""", "")]
    [InlineData("""{"must":[{"key":"list[].x","match":{"value":1}},{"key":"list[].y","match":{"value":2}}]}""", "3")]
    // Numbers and instants.
    [InlineData("""{"must":[{"key":"n","range":{"gt":3}}]}""", "2 3")]
    [InlineData("""{"must":[{"key":"n","range":{"gte":3,"lt":3.5}}]}""", "1")]
    [InlineData("""{"must":[{"key":"ts","range":{"gte":"2026-04-01T00:00:00Z","lt":"2026-05-01T00:00:00Z"}}]}""", "1 2 3")]
    [InlineData("""{"must":[{"key":"ts","range":{"gte":"2026-04-01","lte":"2026-04-01"}}]}""", "2 3")]
    [InlineData("""{"must":[{"key":"ts","range":{"lt":"2026-04-10 00:00:00.000001"}}]}""", "2 3 4")]
    [InlineData("""{"must":[{"key":"ts","range":{"gt":"2026-04-30T23:59:59.999999Z"}}]}""", "")]
    // Empty is absent, null or []; null is null alone, not an array that holds one.
    [InlineData("""{"must":[{"is_empty":{"key":"maybe"}}]}""", "1 2 4 5")]
    [InlineData("""{"must":[{"is_null":{"key":"maybe"}}]}""", "1")]
    [InlineData("""{"must_not":[{"is_empty":{"key":"maybe"}}]}""", "3 6")]
    [InlineData("""{"must":[{"key":"maybe","is_null":true}]}""", "1 3")]
    [InlineData("""{"must":[{"key":"maybe","is_empty":true}]}""", "1 2 4 5")]
    [InlineData("""{"must":[{"key":"maybe","is_empty":false}]}""", "3 6")]
    // Counting an absent value fits nothing, not even none.
    [InlineData("""{"must":[{"key":"tags","values_count":{"gte":2}}]}""", "1")]
    [InlineData("""{"must":[{"key":"maybe","values_count":{"lt":1}}]}""", "1 2")]
    [InlineData("""{"must":[{"key":"n","values_count":{"gte":1,"lte":1}}]}""", "1 2 3")]
    // Clauses are all of them to hold.
    [InlineData("""{}""", "1 2 3 4 5 6")]
    [InlineData("""{"must":[]}""", "1 2 3 4 5 6")]
    [InlineData("""{"must_not":[]}""", "1 2 3 4 5 6")]
    [InlineData("""{"should":[]}""", "")]
    [InlineData("""{"should":[{"key":"n","match":{"value":3}},{"key":"flag","match":{"value":false}}]}""", "1 2")]
    [InlineData("""{"should":[{"key":"n","match":{"value":3}},{"key":"flag","match":{"value":false}}],"must_not":[{"has_id":[1]}]}""", "2")]
    [InlineData("""{"min_should":{"conditions":[{"key":"n","match":{"value":3}},{"key":"tags","match":{"value":"a"}},{"key":"flag","match":{"value":true}}],"min_count":2}}""", "1")]
    [InlineData("""{"min_should":{"conditions":[{"key":"n","match":{"value":3}}],"min_count":2}}""", "")]
    [InlineData("""{"must":[{"should":[{"has_id":[1]},{"has_id":[2]}]},{"must_not":[{"has_id":[2]}]}]}""", "1")]
    [InlineData("""{"must":{"has_id":[2,6,99]}}""", "2 6")]
    // Text without an index is a part of the text.
    [InlineData("""{"must":[{"key":"text","match":{"text":"tests fail"}}]}""", "1")]
    [InlineData("""{"must":[{"key":"text","match":{"text":"fail tests"}}]}""", "")]
    [InlineData("""{"must":[{"key":"text","match":{"text_any":"fail pass"}}]}""", "1 2")]
    public async Task A_filter_means_these_points(string filter, string expected)
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new RawClient(server);
        await client.CreateAsync();
        await client.KeepAsync(
            """{"tags":["a","b"],"n":3,"flag":true,"meta":{"domain":"hooks"},"ts":"2026-04-30T23:59:59.999999Z","maybe":null,"text":"The tests failed"}""",
            """{"tags":"c","n":3.5,"flag":false,"meta":{"domain":"bus"},"ts":"2026-04-01T02:00:00+02:00","maybe":[],"text":"The tests pass"}""",
            """{"tags":[],"n":5,"list":[{"x":1,"y":1},{"x":2,"y":2}],"ts":"2026-04-01","maybe":[null]}""",
            """{"ts":["2026-03-31 23:59:59","not a date"]}""",
            """{"ts":"April"}""",
            """{"maybe":0}""");

        Assert.Equal(expected, await client.IdsAsync(filter));
        Assert.Empty(server.Violations);
    }

    [Theory]
    [InlineData("""{"must":[{"key":"a"}]}""", 422)]
    [InlineData("""{"must":[{"key":"a","match":{"value":1},"range":{"gt":1}}]}""", 400)]
    [InlineData("""{"must":[{"key":"a.","match":{"value":1}}]}""", 400)]
    [InlineData("""{"must":[{"key":"","match":{"value":1}}]}""", 400)]
    public async Task A_filter_without_meaning_is_refused(string filter, int status)
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new RawClient(server);
        await client.CreateAsync();

        Assert.Equal(status, (await client.SendAsync("POST", "/collections/c/points/count", $$"""{ "filter": {{filter}} }""")).Status);
    }

    [Fact]
    public async Task With_a_text_index_text_is_words()
    {
        await using var server = await QdrantServer.StartAsync();
        using var client = new RawClient(server);
        await client.CreateAsync();
        await client.KeepAsync("""{"text":"The tests failed"}""", """{"text":"Failed: tests!"}""", """{"text":"testing"}""");
        await client.ResultAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"text","field_schema":"text"}""");

        Assert.Equal("1 2", await client.IdsAsync("""{"must":[{"key":"text","match":{"text":"FAILED tests"}}]}"""));
        Assert.Equal("1 2 3", await client.IdsAsync("""{"must":[{"key":"text","match":{"text_any":"failed testing"}}]}"""));
    }
}
