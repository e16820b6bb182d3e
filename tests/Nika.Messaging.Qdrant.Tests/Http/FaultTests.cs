using System.Globalization;
using Nika.Messaging.QdrantTestServer.Faults;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.Qdrant.Tests.Http;

public sealed class FaultTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task When_the_server_says_when_to_come_again_the_call_waits_that_long(int status)
    {
        var clock = new ManualTimeProvider();
        await using var test = await TestMemory.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(10), clock);
        await test.Memory.PrepareAsync();
        test.Server.Fail(Fault.Status(status, retryAfter: "3"), "count_points");

        var count = test.Memory.CountAsync(MemoryFilter.All).AsTask();
        await Wait.Until(() => test.Log.Count(2105) == 1);

        // Another call keeps quiet too.
        var other = test.Memory.CountAsync(MemoryFilter.All).AsTask();
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(test.Bodies("count_points"));
        Assert.False(count.IsCompleted || other.IsCompleted);

        await Wait.Until(() =>
        {
            // The pause may be scheduled only now: until it is, time passes in small steps, less than the deadline in all.
            clock.Advance(TimeSpan.FromMilliseconds(1));
            return count.IsCompleted && other.IsCompleted;
        });
        Assert.Equal(0, await count + await other);
        Assert.Equal(3, test.Bodies("count_points").Length);
    }

    [Fact]
    public async Task A_date_to_come_again_is_understood()
    {
        var clock = new ManualTimeProvider();
        await using var test = await TestMemory.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(10), clock);
        await test.Memory.PrepareAsync();
        test.Server.Fail(Fault.Status(503, retryAfter: clock.GetUtcNow().AddMinutes(1).ToString("R", CultureInfo.InvariantCulture)), "count_points");

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

        Assert.Equal($"{test.Memory.Description} asked to be left alone for another 60 s.", refusal.Message);
    }

    [Fact]
    public async Task A_pause_beyond_the_deadline_is_not_waited_for_and_nothing_is_sent_meanwhile()
    {
        var clock = new ManualTimeProvider();
        await using var test = await TestMemory.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(10), clock);
        await test.Memory.PrepareAsync();
        test.Server.Fail(Fault.Status(429, retryAfter: "60"), "count_points");

        await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));
        int before = test.Server.Requests.Count;
        await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.RememberAsync([Events.Numbered(1)]));
        Assert.Equal(before, test.Server.Requests.Count);

        clock.Advance(TimeSpan.FromSeconds(60));
        await test.Memory.RememberAsync([Events.Numbered(1)]);
        Assert.Equal(1, test.Count);
    }

    [Theory]
    [InlineData(429, "has had too many requests (429): too much")]
    [InlineData(500, "answered 500: too much")]
    [InlineData(503, "answered 503: too much")]
    [InlineData(507, "is full (507): too much")]
    [InlineData(408, "answered 408: too much")]
    [InlineData(400, "answered 400: too much")]
    [InlineData(422, "answered 422: too much")]
    [InlineData(413, "answered 413: too much")]
    public async Task A_refusal_says_the_status_and_what_the_server_said(int status, string expected)
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        test.Server.Fail(Fault.Status(status, "too much"), "count_points", times: 2);

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

        Assert.Equal($"{test.Memory.Description} {expected}", refusal.Message);
    }

    [Theory]
    [InlineData("<html>\r\n<title>Bad gateway</title>", "answered 200, and not with a count: <html>  <title>Bad gateway</title>")]
    [InlineData("", "answered 200, and not with a count: ")]
    [InlineData("[1,2]", "answered 200, and not with a count: [1,2]")]
    [InlineData("""{"result":null,"status":"ok","time":0}""", """answered 200, and not with a count: {"result":null,"status":"ok","time":0}""")]
    [InlineData("""{"result":{"count":"3"}}""", """answered 200, and not with a count: {"result":{"count":"3"}}""")]
    [InlineData("""{"result":{"count":3.5}}""", """answered 200, and not with a count: {"result":{"count":3.5}}""")]
    [InlineData("""{"result":{"cuont":3}}""", """answered 200, and not with a count: {"result":{"cuont":3}}""")]
    [InlineData("""{"result":{"count":3}""", """answered 200, and not with a count: {"result":{"count":3}""")]
    public async Task Nonsense_is_told_as_it_came(string body, string expected)
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        test.Server.Fail(Fault.Reply(200, body, "text/html"), "count_points");

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

        Assert.Equal($"{test.Memory.Description} {expected}", refusal.Message);
        Assert.Equal(0, await test.Memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task Every_reply_may_be_nonsense()
    {
        string[] operations = ["get_collection", "create_collection", "create_field_index", "upsert_points", "count_points", "facet", "scroll_points", "query_points", "get_points", "delete_points"];
        string[] bodies = ["null", "7", "{}", """{"result":[]}""", """{"result":{"points":[{}],"hits":[{}],"status":"lost"}}""", """{"result":{"points":[{"score":"x","payload":{"NIKA_META":7,"data":1}}],"config":{"params":[]},"status":7}}""", """{"result":{"points":[{"id":1,"order_value":9223372036854775807}]}}""", "\"\\ud800\""];
        foreach (string operation in operations)
        {
            foreach (string body in bodies)
            {
                await using var test = await TestMemory.StartAsync();
                test.Server.Fail(Fault.Reply(200, body), operation, times: 100);
                var exception = await Record.ExceptionAsync(() => EverythingAsync(test.Memory));
                Assert.True(exception is null or MemoryUnavailableException, $"{operation} {body}: {exception}");
            }
        }
    }

    [Fact]
    public async Task A_cut_connection_is_told_and_the_next_call_succeeds()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Memory.PrepareAsync();
        foreach (var fault in new[] { Fault.Cut(), Fault.CutAfter("{\"result\":{\"co") })
        {
            test.Server.Fail(fault, "count_points");

            var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

            Assert.StartsWith($"{test.Memory.Description} cannot be reached: ", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(0, await test.Memory.CountAsync(MemoryFilter.All));
        }
    }

    [Fact]
    public async Task An_absent_server_is_told()
    {
        await using var test = await TestMemory.StartAsync();
        await test.Server.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.RememberAsync([Events.Numbered(1)]));

        Assert.StartsWith($"{test.Memory.Description} cannot be reached: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_with_the_deadline()
    {
        var clock = new ManualTimeProvider();
        await using var test = await TestMemory.StartAsync(options => options.Timeout = TimeSpan.FromSeconds(3), clock);
        await test.Memory.PrepareAsync();
        var never = new TaskCompletionSource();
        test.Server.Fail(Fault.Silence(never.Task), "count_points");

        var count = test.Memory.CountAsync(MemoryFilter.All).AsTask();
        await Wait.Until(() => test.Bodies("count_points").Length == 1);
        clock.Advance(TimeSpan.FromSeconds(3));

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(() => count);
        Assert.Equal($"{test.Memory.Description} has not answered within 3 s.", refusal.Message);
        never.SetResult();
    }

    [Theory]
    [InlineData("get_collection")]
    [InlineData("count_points")]
    public async Task An_endless_reply_is_not_read_to_its_end(string operation)
    {
        await using var test = await TestMemory.StartAsync(options => options.MaxReplyBytes = 64 * 1024);
        test.Server.Fail(Fault.Endless(), operation);

        var refusal = await Assert.ThrowsAsync<MemoryUnavailableException>(async () => await test.Memory.CountAsync(MemoryFilter.All));

        Assert.Contains("answered 200 with more than 65536 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_are_used_again_and_no_more_are_opened_than_allowed()
    {
        await using var test = await TestMemory.StartAsync(options => options.MaxConnections = 2);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => test.Memory.CountAsync(MemoryFilter.All).AsTask()));

        Assert.InRange(test.Server.Requests.Select(request => request.Connection).Distinct().Count(), 1, 2);
    }

    private static async Task EverythingAsync(QdrantMemory memory)
    {
        await memory.RememberAsync([Events.Numbered(1)]);
        _ = await memory.CountAsync(MemoryFilter.All);
        _ = await memory.FacetAsync(Meta.Domain, MemoryFilter.All);
        _ = await memory.ScrollAsync(MemoryFilter.All).ToListAsync();
        _ = await memory.RecallAsync("x");
        _ = await memory.GetAsync([Events.Id(1)]);
        _ = await memory.ForgetAsync(await memory.PlanForgetAsync(MemoryFilter.All));
    }
}
