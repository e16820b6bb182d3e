using System.Text.Json;

namespace Nika.Messaging.Qdrant.Tests;

public sealed class RememberTests
{
    [Fact]
    public async Task An_event_is_a_point_with_its_id_its_envelope_and_its_data()
    {
        await using var test = await TestMemory.StartAsync();
        var given = Events.Numbered(7, "Es schlägt \"fehl\"\n", "hooks", EntityStatus.Failed, data: """{"number":7,"note":"é 😀","list":[null,1.5,{"a":true}]}""");

        await test.Memory.RememberAsync([given]);

        var payload = Assert.Single(test.Payloads);
        Assert.Equal(given.Id.ToString(), payload.Key);
        Assert.Equal(["type", "text", "NIKA_META", "data"], payload.Value.EnumerateObject().Select(member => member.Name));
        Assert.Equal("job_changed", payload.Value.GetProperty("type").GetString());
        Assert.Equal("Es schlägt \"fehl\"\n", payload.Value.GetProperty("text").GetString());
        Assert.Equal(given.MetaJson.ToArray(), JsonSerializer.SerializeToUtf8Bytes(payload.Value.GetProperty("NIKA_META")));
        Assert.Equal("""{"number":7,"note":"é 😀","list":[null,1.5,{"a":true}]}""", payload.Value.GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task What_is_there_stays_as_it_is()
    {
        await using var test = await TestMemory.StartAsync();

        await test.Memory.RememberAsync([Events.Numbered(1, "first"), Events.Numbered(1, "twice in one batch")]);
        await test.Memory.RememberAsync([Events.Numbered(1, "again"), Events.Numbered(2)]);

        Assert.Equal(2, test.Count);
        Assert.Equal("first", test.Payloads[Events.Id(1).ToString()].GetProperty("text").GetString());
    }

    [Fact]
    public async Task No_events_are_no_request()
    {
        await using var test = await TestMemory.StartAsync();

        await test.Memory.RememberAsync([]);

        Assert.Empty(test.Server.Requests);
    }

    [Theory]
    [InlineData(true, "?wait=true")]
    [InlineData(false, "?wait=false")]
    public async Task A_write_waits_as_the_options_say(bool wait, string expected)
    {
        await using var test = await TestMemory.StartAsync(options => options.WaitUntilVisible = wait);
        await test.Memory.PrepareAsync();
        test.Server.HoldsWrites = true;

        // Either way it is in the server's log, so it need not be sent again.
        await test.Memory.RememberAsync([Events.Numbered(1)]);

        Assert.EndsWith(expected, Assert.Single(test.Server.Requests, request => request.Operation == "upsert_points").PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(wait ? 1 : 0, test.Log.Count(2107));
        test.Server.ApplyPending();
        Assert.Equal(1, test.Count);
    }

    [Fact]
    public async Task Requests_are_bounded_by_events()
    {
        await using var test = await TestMemory.StartAsync(options => options.MaxBatchEvents = 10);

        await test.Memory.RememberAsync([.. Enumerable.Range(1, 25).Select(number => Events.Numbered(number))]);

        Assert.Equal([10, 10, 5], test.Bodies("upsert_points").Select(PointsIn));
        Assert.Equal(25, test.Count);
    }

    [Fact]
    public async Task Requests_are_bounded_by_bytes_and_one_long_event_goes_alone()
    {
        await using var test = await TestMemory.StartAsync(options => options.MaxBatchBytes = 64 * 1024);
        string Text(int length) => new('x', length);

        await test.Memory.RememberAsync(
        [
            .. Enumerable.Range(1, 5).Select(number => Events.Numbered(number, Text(20_000))),
            Events.Numbered(6, Text(200_000)),
            Events.Numbered(7),
            Events.Numbered(8, Text(62_000)),
        ]);

        string[] bodies = test.Bodies("upsert_points");
        Assert.Equal([3, 2, 1, 2], bodies.Select(PointsIn));
        Assert.All(bodies, body => Assert.True(body.Length <= 64 * 1024 || PointsIn(body) == 1));
        Assert.Equal(8, test.Count);
    }

    [Fact]
    public async Task Vectors_are_normalised_and_those_that_came_along_are_used()
    {
        await using var test = await TestMemory.StartAsync(options =>
        {
            options.Embedder = null;
            options.Dimensions = 2;
        });

        await test.Memory.RememberAsync([Events.Numbered(1) with { Vector = new float[] { 3, 4 } }, Events.Numbered(2)]);

        Assert.Contains("""{"id":"00000001-7000-4000-8000-000000000001","vector":[0.6,0.8],"payload":""", test.Bodies("upsert_points")[0], StringComparison.Ordinal);
        Assert.Contains("""{"id":"00000002-7000-4000-8000-000000000001","vector":{},"payload":""", test.Bodies("upsert_points")[0], StringComparison.Ordinal);
        var recalled = await test.Memory.RecallAsync(new float[] { 1, 0 });
        Assert.Equal(0.6, Assert.Single(recalled).Similarity!.Value, 5);
        Assert.Equal(2, await test.Memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_vector_of_another_size_and_data_that_is_no_JSON_are_told_before_anything_is_sent()
    {
        await using var test = await TestMemory.StartAsync();

        var size = await Assert.ThrowsAsync<ArgumentException>(async () => await test.Memory.RememberAsync([Events.Numbered(1) with { Vector = new float[] { 1, 2 } }]));
        Assert.StartsWith("The vector of the event 00000001-7000-4000-8000-000000000001 has 2 dimensions, those in memory have 26.", size.Message, StringComparison.Ordinal);
        var json = await Assert.ThrowsAsync<ArgumentException>(async () => await test.Memory.RememberAsync([Events.Numbered(1), Events.Numbered(2, data: "{")]));
        Assert.StartsWith("The event 00000002-7000-4000-8000-000000000001 cannot be written", json.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await test.Memory.RememberAsync([Events.Numbered(1) with { Vector = Enumerable.Repeat(float.NaN, 26).ToArray() }]));
        Assert.Empty(test.Bodies("upsert_points"));
    }

    private static int PointsIn(string body) => JsonDocument.Parse(body).RootElement.GetProperty("points").GetArrayLength();
}
