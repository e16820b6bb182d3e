using System.Text.Json;
using Nika.Messaging.QdrantTestServer.Faults;

namespace Nika.Messaging.Qdrant.Tests;

/// <summary>What questions look like on the wire, and what is particular to Qdrant in their answers. What they mean is the conformance suite's.</summary>
public sealed class QuestionTests
{
    [Fact]
    public async Task The_April_question()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync(
        [
            Events.Numbered(1, domain: "hooks", status: EntityStatus.Failed),
            Events.Numbered(2, domain: "hooks", status: EntityStatus.Completed),
            Events.Numbered(3, domain: "hooks", status: EntityStatus.Failed, time: Events.April.AddMicroseconds(-1)),
            Events.Numbered(4, domain: "hooks", status: EntityStatus.Failed, time: Events.April.AddMonths(1).AddMicroseconds(-1)),
        ]);

        Assert.Equal(2, await test.Memory.CountAsync(Meta.Domain == "hooks" && Meta.Status == EntityStatus.Failed && Meta.Time.In(2026, 4)));
        Assert.Equal(
            """{"exact":true,"filter":{"must":[{"key":"NIKA_META.domain","match":{"value":"hooks"}},{"key":"NIKA_META.status","match":{"value":"failed"}},{"key":"NIKA_META.ts","range":{"gte":"2026-04-01T00:00:00.000000Z","lt":"2026-05-01T00:00:00.000000Z"}}]}}""",
            Assert.Single(test.Bodies("count_points")));
    }

    [Fact]
    public async Task An_event_comes_back_as_it_went()
    {
        await using var test = await TestMemory.StartAsync();
        var given = Events.Numbered(7, "Es schlägt \"fehl\"", "hooks", EntityStatus.Failed, data: """{"number":7,"note":"é 😀","list":[null,1.5,{"a":true}]}""");
        await test.Memory.RememberAsync([given]);

        var found = Assert.Single(await test.Memory.GetAsync([given.Id, Guid.NewGuid(), given.Id]));

        Assert.Equal(given.Text, found.Text);
        Assert.Equal(given.Meta, found.Meta);
        Assert.True(JsonElement.DeepEquals(Json(given.MetaJson), Json(found.MetaJson)));
        Assert.True(JsonElement.DeepEquals(Json(given.DataJson), Json(found.DataJson)));
        Assert.True(found.Vector.IsEmpty);

        static JsonElement Json(ReadOnlyMemory<byte> utf8) => JsonDocument.Parse(utf8).RootElement;
    }

    [Fact]
    public async Task Many_ids_are_asked_for_in_pages()
    {
        await using var test = await TestMemory.StartAsync(options => options.PageSize = 10);
        await test.Memory.RememberAsync([.. Enumerable.Range(1, 25).Select(number => Events.Numbered(number))]);

        var found = await test.Memory.GetAsync([.. Enumerable.Range(1, 30).Select(Events.Id)]);

        Assert.Equal(Enumerable.Range(1, 25), found.Select(Events.Number).Order());
        Assert.Equal(3, test.Bodies("get_points").Length);
    }

    [Theory]
    [InlineData(MemoryOrder.OldestFirst)]
    [InlineData(MemoryOrder.NewestFirst)]
    public async Task Pages_by_time_have_no_gaps_and_no_repeats_even_within_one_microsecond(MemoryOrder order)
    {
        await using var test = await TestMemory.StartAsync(options => options.PageSize = 3);
        var random = new Random(11);

        // Five instants for forty events, so that whole pages are of one instant.
        MemoryEvent[] events = [.. Enumerable.Range(1, 40).Select(number => Events.Numbered(number, time: Events.April.AddMicroseconds(random.Next(5))))];
        await test.Memory.RememberAsync(events);

        var found = await test.Memory.ScrollAsync(MemoryFilter.All, order).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 40), found.Select(Events.Number).Order());
        var times = found.ConvertAll(one => one.Meta.Timestamp);
        Assert.Equal(order == MemoryOrder.OldestFirst ? times.Order() : times.OrderDescending(), times);
    }

    [Fact]
    public async Task A_page_over_the_bound_of_replies_is_asked_for_in_smaller_ones()
    {
        await using var test = await TestMemory.StartAsync(options => options.MaxReplyBytes = 64 * 1024);
        await test.Memory.RememberAsync([.. Enumerable.Range(1, 20).Select(number => Events.Numbered(number, new string('x', 10_000)))]);

        var found = await test.Memory.ScrollAsync(MemoryFilter.All, MemoryOrder.OldestFirst).ToListAsync();

        Assert.Equal(Enumerable.Range(1, 20), found.Select(Events.Number));
    }

    [Fact]
    public async Task Events_are_read_as_they_are_asked_for()
    {
        await using var test = await TestMemory.StartAsync(options => options.PageSize = 2);
        await test.Memory.RememberAsync([.. Enumerable.Range(1, 10).Select(number => Events.Numbered(number))]);

        await foreach (var found in test.Memory.ScrollAsync(MemoryFilter.All, MemoryOrder.OldestFirst))
        {
            if (Events.Number(found) == 3)
            {
                break;
            }
        }

        Assert.Equal(2, test.Bodies("scroll_points").Length);
    }

    [Fact]
    public async Task A_facet_makes_its_index_once()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1, data: """{"step":1}"""), Events.Numbered(2, data: """{"step":[1,2]}"""), Events.Numbered(3, data: """{"step":1.5}""")]);
        var step = new IntegerField(MemoryPlace.Data, "step", "job_changed");

        for (int i = 0; i < 2; i++)
        {
            var counts = await test.Memory.FacetAsync(step, MemoryFilter.All);
            Assert.Equal([(1, 2), (2, 1)], counts.Select(count => (count.Value.Integer, count.Count)));
        }

        Assert.Equal("\"integer\"", test.Indexes["data.step"]);
        Assert.Equal(1, test.Bodies("create_field_index").Count(body => body.Contains("data.step", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_facet_has_bounds(int limit)
    {
        await using var test = await TestMemory.StartAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.FacetAsync(Meta.Domain, MemoryFilter.All, limit));
        await Assert.ThrowsAsync<ArgumentException>(async () => await test.Memory.FacetAsync(Meta.Time, MemoryFilter.All));
        Assert.Empty(test.Server.Requests);
    }

    [Fact]
    public async Task A_text_finds_what_means_the_same()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1, "the tests fail"), Events.Numbered(2, "quiz", "hooks"), Events.Numbered(3, "12345")]);

        var recalled = await test.Memory.RecallAsync("fail the tests", limit: 2);
        Assert.Equal([1, 2], recalled.Select(one => Events.Number(one.Event)));
        Assert.Equal(1, recalled[0].Similarity!.Value, 5);
        Assert.Equal(recalled[0].Score, recalled[0].Similarity);

        Assert.Equal([1], (await test.Memory.RecallAsync("fail the tests", threshold: 0.9)).Select(one => Events.Number(one.Event)));
        Assert.Equal([2], (await test.Memory.RecallAsync("fail the tests", Meta.Domain == "hooks")).Select(one => Events.Number(one.Event)));
        Assert.Empty(await test.Memory.RecallAsync("12345"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_question_is_told_before_anything_is_sent()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        int before = test.Server.Requests.Count;

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync(" "));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync("x", limit: 0));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync("x", limit: 1001));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync("x", threshold: double.NaN));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync(new float[] { 1, 2 }));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync(new float[26]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await test.Memory.RecallAsync(Enumerable.Repeat(float.PositiveInfinity, 26).ToArray()));
        Assert.ThrowsAny<ArgumentException>(() => test.Memory.ScrollAsync(MemoryFilter.All, (MemoryOrder)7));

        Assert.Equal(before, test.Server.Requests.Count);
    }

    [Fact]
    public async Task Forgetting_is_planned_then_done()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1, domain: "hooks"), Events.Numbered(2), Events.Numbered(3, domain: "hooks")]);

        var plan = await test.Memory.PlanForgetAsync(Meta.Domain == "hooks");
        Assert.Equal(2, plan.Count);
        Assert.Equal(3, test.Count);
        Assert.Equal(2, await test.Memory.ForgetAsync(plan));
        Assert.Equal(1, test.Count);
        Assert.Equal(1, await test.Memory.ForgetAsync(await test.Memory.PlanForgetAsync(MemoryFilter.All)));
        Assert.Equal(0, test.Count);
    }

    [Fact]
    public async Task Points_that_are_no_events_are_passed_over_and_said_once()
    {
        await using var test = await TestMemory.StartAsync(options => options.PageSize = 2);
        await test.Memory.RememberAsync([Events.Numbered(1), Events.Numbered(200)]);
        string vector = string.Join(',', Enumerable.Repeat("1", 26));
        using (var raw = new Server.RawClient(test.Server))
        {
            // More than a page of them, between two events.
            string[] points = [.. Enumerable.Range(1, 5).Select(number => $$"""{ "id": {{number}}, "vector": [{{vector}}], "payload": { "NIKA_META": { "ts": "2026-04-01T00:01:00Z" } } }""")];
            await raw.ResultAsync("PUT", "/collections/events/points?wait=true", $$"""{ "points": [{{string.Join(',', points)}}] }""");
        }

        Assert.Equal([1, 200], (await test.Memory.ScrollAsync(MemoryFilter.All, MemoryOrder.OldestFirst).ToListAsync()).Select(Events.Number));
        Assert.Equal(2, (await test.Memory.RecallAsync("something")).Count);
        var line = Assert.Single(test.Log.All, line => line.Id == 2106);
        Assert.Contains("the point 1, which is no event and is passed over: its payload has no NIKA_META or no data", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_ends_when_its_asker_gives_up()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        var never = new TaskCompletionSource();
        test.Server.Fail(Fault.Silence(never.Task), "count_points");
        using var asker = new CancellationTokenSource();

        var count = test.Memory.CountAsync(MemoryFilter.All, asker.Token).AsTask();
        await TestSupport.Wait.Until(() => test.Bodies("count_points").Length == 1);
        await asker.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => count);
        Assert.Equal(0, await test.Memory.CountAsync(MemoryFilter.All));
        never.SetResult();
    }

    [Fact]
    public async Task A_question_under_way_at_the_end_says_so()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        var never = new TaskCompletionSource();
        test.Server.Fail(Fault.Silence(never.Task), "count_points");
        var count = test.Memory.CountAsync(MemoryFilter.All).AsTask();
        await TestSupport.Wait.Until(() => test.Bodies("count_points").Length == 1);

        await test.Memory.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => count);
        never.SetResult();
    }

    [Fact]
    public async Task After_its_end_a_memory_says_so()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.DisposeAsync();
        await test.Memory.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await test.Memory.CountAsync(MemoryFilter.All));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await test.Memory.RememberAsync([Events.Numbered(1)]));
    }
}
