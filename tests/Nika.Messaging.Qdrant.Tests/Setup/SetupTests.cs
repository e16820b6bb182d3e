using System.Text.Json;
using Nika.Messaging.Qdrant.Tests.Server;
using Nika.Messaging.QdrantTestServer.Faults;

namespace Nika.Messaging.Qdrant.Tests.Setup;

public sealed class SetupTests
{
    [Fact]
    public async Task A_collection_is_made_with_its_indexes_and_the_name_of_its_embedder()
    {
        await using var test = await TestMemory.StartAsync();

        await test.Memory.PrepareAsync();

        Assert.Equal(
            """{"vectors":{"size":26,"distance":"Cosine"},"on_disk_payload":true,"metadata":{"nika_messaging":{"format":1,"embedder":"tests/letters"}}}""",
            Assert.Single(test.Bodies("create_collection")));
        Assert.Equal("""{"type":"datetime","is_principal":true}""", test.Indexes["NIKA_META.ts"]);
        Assert.Equal("\"keyword\"", test.Indexes["NIKA_META.domain"]);
        Assert.Equal("\"keyword\"", test.Indexes["type"]);
        Assert.All(test.Server.Requests.Where(request => request.Operation == "create_field_index"), request => Assert.EndsWith("?wait=true", request.PathAndQuery, StringComparison.Ordinal));
        Assert.Equal(1, test.Log.Count(2101));
        Assert.Equal(1, test.Log.Count(2100));
    }

    [Fact]
    public async Task It_is_looked_at_once_and_made_by_one_of_many_calls()
    {
        await using var test = await TestMemory.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => test.Memory.CountAsync(MemoryFilter.All).AsTask()));

        Assert.Single(test.Bodies("create_collection"));
        Assert.Equal(2, test.Bodies("get_collection").Length);
    }

    [Fact]
    public async Task What_is_there_is_used()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1)]);
        await using var another = test.OpenAnother();
        int requests = test.Server.Requests.Count;

        Assert.Equal(1, await another.CountAsync(MemoryFilter.All));
        Assert.Equal(requests + 2, test.Server.Requests.Count);
    }

    [Fact]
    public async Task A_pod_that_was_slower_in_making_it_uses_what_the_other_made()
    {
        await using var test = await TestMemory.StartAsync();
        var other = new TaskCompletionSource();
        test.Server.Fail(Fault.Silence(other.Task), "create_collection");

        var slow = test.Memory.PrepareAsync().AsTask();
        await TestSupport.Wait.Until(() => test.Bodies("create_collection").Length == 1);
        await using var fast = test.OpenAnother();
        await fast.PrepareAsync();
        other.SetResult();

        await slow;
        Assert.Equal(2, test.Bodies("create_collection").Length);
    }

    [Theory]
    [InlineData("""{"vectors":{"size":25,"distance":"Cosine"}}""", "keeps vectors of 25 dimensions, but those of 'tests/letters' have 26")]
    [InlineData("""{"vectors":{"size":26,"distance":"Dot"}}""", "compares vectors by the distance Dot, not Cosine")]
    [InlineData("""{"vectors":{"size":26,"distance":"Cosine"},"metadata":{"nika_messaging":{"format":1,"embedder":"openai/large"}}}""", "holds vectors made by 'openai/large', which cannot be compared with those of 'tests/letters'")]
    public async Task One_that_does_not_fit_is_refused_and_left_alone(string made, string expected)
    {
        await using var test = await TestMemory.StartAsync();
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("PUT", "/collections/events", made);
        }

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.RememberAsync([Events.Numbered(1)]));

        Assert.StartsWith($"qdrant {test.Server.Address.AbsoluteUri}events {expected}", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(test.Bodies("upsert_points"));
        Assert.Empty(test.Bodies("create_field_index"));
        Assert.Empty(test.Bodies("update_collection"));
    }

    [Fact]
    public async Task An_empty_collection_of_an_operator_is_taken_over()
    {
        await using var test = await TestMemory.StartAsync();
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("PUT", "/collections/events", """{"vectors":{"size":26,"distance":"Cosine"},"metadata":{"owner":"ops"}}""");
        }

        await test.Memory.PrepareAsync();

        Assert.Equal("""{"metadata":{"nika_messaging":{"format":1,"embedder":"tests/letters"}}}""", Assert.Single(test.Bodies("update_collection")));
        await using var stranger = test.OpenAnother(options => options.Embedder = new MemoryEmbedder(new WordEmbedder("words")));
        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await stranger.CountAsync(MemoryFilter.All));
        Assert.Contains("holds vectors made by 'tests/letters'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_without_a_record_of_their_embedder_are_not_mixed_with_ours()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1)]);
        test.Forget();
        await using var another = test.OpenAnother();

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await another.PrepareAsync());

        Assert.Contains("no record of what made their vectors", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_too_old_for_metadata_is_told_so()
    {
        await using var test = await TestMemory.StartAsync();
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("PUT", "/collections/events", """{"vectors":{"size":26,"distance":"Cosine"}}""");
        }

        test.Server.Fail(Fault.Reply(200, """{"result":true,"status":"ok","time":0}"""), "update_collection");

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.PrepareAsync());

        Assert.Contains("Qdrant 1.16 or newer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_of_another_kind_is_refused_unless_it_does()
    {
        await using var test = await TestMemory.StartAsync();
        using var raw = new RawClient(test.Server);
        await raw.ResultAsync("PUT", "/collections/events", """{"vectors":{"size":26,"distance":"Cosine"}}""");
        await raw.ResultAsync("PUT", "/collections/events/index?wait=true", """{"field_name":"NIKA_META.session_id","field_schema":"uuid"}""");
        await raw.ResultAsync("PUT", "/collections/events/index?wait=true", """{"field_name":"NIKA_META.ts","field_schema":"keyword"}""");

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.PrepareAsync());
        Assert.Contains("an index of the kind keyword on NIKA_META.ts, where datetime is needed", refusal.Message, StringComparison.Ordinal);

        await raw.ResultAsync("DELETE", "/collections/events/index/NIKA_META.ts?wait=true");
        await test.Memory.PrepareAsync();
        Assert.Equal("\"uuid\"", test.Indexes["NIKA_META.session_id"]);
    }

    [Fact]
    public async Task Fields_of_messages_are_indexed_on_request()
    {
        await using var test = await TestMemory.StartAsync(options =>
        {
            options.IndexedFields.Add(new NumberField(MemoryPlace.Data, "cost", "job_changed"));
            options.IndexedFields.Add(new BooleanField(MemoryPlace.Data, "is it.done", "job_changed"));
        });

        await test.Memory.PrepareAsync();

        Assert.Equal("\"float\"", test.Indexes["data.cost"]);
        Assert.Equal("\"bool\"", test.Indexes["data.\"is it.done\""]);
    }

    [Fact]
    public async Task An_embedder_that_does_not_say_its_dimensions_is_asked_for_a_vector()
    {
        var words = new WordEmbedder(dimensions: 5, saysDimensions: false);
        await using var test = await TestMemory.StartAsync(options => options.Embedder = new MemoryEmbedder(words));

        await test.Memory.PrepareAsync();

        Assert.Equal(1, words.Calls);
        Assert.Contains("\"size\":5", Assert.Single(test.Bodies("create_collection")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_that_is_gone_is_made_again()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.RememberAsync([Events.Numbered(1)]);
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("DELETE", "/collections/events");
        }

        await test.Memory.RememberAsync([Events.Numbered(2)]);

        Assert.Equal(1, await test.Memory.CountAsync(MemoryFilter.All));
        Assert.Equal(2, test.Bodies("create_collection").Length);
    }

    [Fact]
    public async Task Strict_mode_is_kept_to()
    {
        await using var test = await TestMemory.StartAsync();
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("PUT", "/collections/events", """{"vectors":{"size":26,"distance":"Cosine"},"strict_mode_config":{"enabled":true,"unindexed_filtering_retrieve":false,"unindexed_filtering_update":false,"upsert_max_batchsize":4,"max_query_limit":3}}""");
        }

        await test.Memory.RememberAsync([.. Enumerable.Range(1, 10).Select(number => Events.Numbered(number, data: $$"""{"step":{{number}},"note":"n"}"""))]);
        var step = new IntegerField(MemoryPlace.Data, "step", "job_changed");
        var note = new TextField(MemoryPlace.Data, "note", "job_changed");

        Assert.Equal([4, 4, 2], test.Bodies("upsert_points").Select(body => JsonDocument.Parse(body).RootElement.GetProperty("points").GetArrayLength()));
        Assert.Equal(3, await test.Memory.CountAsync(step > 7 && Meta.Schema == 1));
        Assert.Equal(10, (await test.Memory.ScrollAsync(MemoryFilter.All).ToListAsync()).Count);
        Assert.Equal(1, await test.Memory.ForgetAsync(await test.Memory.PlanForgetAsync(note == "n" && step == 1)));
        Assert.Equal(9, await test.Memory.CountAsync(!note.IsEmpty && !step.IsNull));
        Assert.Equal("\"integer\"", test.Indexes["data.step"]);
        Assert.Equal("\"integer\"", test.Indexes["NIKA_META.schema"]);
    }

    [Fact]
    public async Task Limits_that_become_stricter_are_noticed()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        using (var raw = new RawClient(test.Server))
        {
            await raw.ResultAsync("PATCH", "/collections/events", """{"strict_mode_config":{"enabled":true,"upsert_max_batchsize":4}}""");
        }

        await test.Memory.RememberAsync([.. Enumerable.Range(1, 10).Select(number => Events.Numbered(number))]);

        Assert.Equal(10, test.Count);
        Assert.Equal([10, 4, 4, 2], test.Bodies("upsert_points").Select(body => JsonDocument.Parse(body).RootElement.GetProperty("points").GetArrayLength()));
    }
}
