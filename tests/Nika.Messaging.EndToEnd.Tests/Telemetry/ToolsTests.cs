using System.Text;
using Nika.Messaging.EndToEnd.Consuming;
using Nika.Messaging.Streams;
using Nika.Messaging.TestSupport;

namespace Nika.Messaging.EndToEnd.Telemetry;

/// <summary>What a tool call leaves in the store, whatever is done with it.</summary>
public abstract class ToolsTests(ITestStore store) : ConsumingFixture(store)
{
    [Fact]
    public async Task A_call_leaves_an_entry_a_heartbeat_and_counts()
    {
        var pod = await StartCallingAsync();
        using (pod.Tools.Begin("Read", "docs/a.md"))
        {
        }

        using (var call = pod.Tools.Begin("Bash"))
        {
            call.Fail("exit code 2");
        }

        await Wait.Until(() => pod.Tools.Stored == 2);
        await Wait.Until(async () => (await pod.Alpha.FleetAsync()).Members is [{ LastTool: "Bash", ToolCalls: 2, ToolErrors: 1 }], TimeSpan.FromMinutes(1));
        Assert.Equal((2, 2, 1, 0, 0), (pod.Tools.Begun, pod.Tools.Ended, pod.Tools.Failed, pod.Tools.Dropped, pod.Tools.Refused));
        Assert.Equal(
            [("Read", true, "docs/a.md", null), ("Bash", false, null, "exit code 2")],
            (await EventsAsync(pod)).Select(static call => (call.Tool, call.Succeeded, call.Detail, call.Error)));
        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(Today)).Calls == 2, TimeSpan.FromMinutes(1));
        Assert.Equal([new ToolCount("Bash", 1, 1), new ToolCount("Read", 1, 0)], (await pod.Alpha.ToolsAsync(Today)).Tools);
        var raw = await RawAsync();
        Assert.InRange((await raw.TimeToLiveAsync(EventsKey(pod), default))!.Value, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        Assert.InRange((await raw.TimeToLiveAsync("agent:state:" + pod.Session.Value, default))!.Value, TimeSpan.FromHours(1.9), TimeSpan.FromHours(2));
        Assert.InRange((await raw.TimeToLiveAsync($"agent:metrics:{Today:yyyy-MM-dd}", default))!.Value, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7));
        Assert.Equal(0, pod.Account.Published);
    }

    [Fact]
    public async Task A_call_knows_what_is_being_handled()
    {
        var pod = await StartAsync("caller", builder => builder.AddHandler(static services => new Caller((INika)services.GetService(typeof(INika))!)));
        _ = pod.Entities.Create(Entity.Root(EntityKind.Task, new("t-1")), "call something");
        await Wait.Until(() => pod.Tools.Stored == 1);
        var raw = await RawAsync();
        var entries = new EntryBatch();
        await raw.RangeAsync(EventsKey(pod), StreamId.Zero, StreamId.Max, 10, entries, TestContext.Current.CancellationToken);
        Assert.True(entries[0].TryGet("NIKA_META"u8, out var meta));
        var reader = new JsonReader(meta);
        Assert.True(NikaMeta.TryReadJson(ref reader, out var envelope), "the envelope cannot be read");
        Assert.Equal(("t-1", pod.Session.Value, "tool_call"), (envelope.EntityId?.Value, envelope.SessionId?.Value, envelope.Type));
    }

    [Fact]
    public async Task A_call_that_is_ended_twice_counts_once_and_a_later_one_is_not_touched()
    {
        var pod = await StartCallingAsync();
        var first = pod.Tools.Begin("First");
        first.Dispose();
        first.Dispose();
        var second = pod.Tools.Begin("Second");
        first.Fail("too late");
        first.Dispose();
        default(ToolScope).Fail("nothing");
        default(ToolScope).Dispose();
        Assert.Equal((2, 1), (pod.Tools.Begun, pod.Tools.Ended));
        second.Dispose();
        await Wait.Until(() => pod.Tools.Stored == 2);
        Assert.Equal([("First", true), ("Second", true)], (await EventsAsync(pod)).Select(static call => (call.Tool, call.Succeeded)));
    }

    [Fact]
    public async Task A_call_that_never_ends_leaves_nothing_and_holds_nothing()
    {
        var pod = await StartCallingAsync();
        var forgotten = Forget(pod);
        GC.Collect();
        Assert.DoesNotContain(forgotten, static call => call.IsAlive);
        using (pod.Tools.Begin("Ended"))
        {
        }

        await Wait.Until(() => pod.Tools.Stored == 1);
        Assert.Equal((101, 1), (pod.Tools.Begun, pod.Tools.Ended));
        Assert.Equal(["Ended"], (await EventsAsync(pod)).Select(static call => call.Tool));

        static List<WeakReference> Forget(NikaPod pod) =>
            [.. Enumerable.Range(0, 100).Select(i =>
            {
                string detail = new('x', 100 + i);
                _ = pod.Tools.Begin("Forgotten", detail);
                return new WeakReference(detail);
            })];
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Read:errors")]
    [InlineData("two words")]
    [InlineData("(other)")]
    public async Task A_name_that_is_no_id_is_refused_and_said_once(string? name)
    {
        var log = new RecordedLog();
        var pod = await StartAsync("caller", log: log);
        for (int i = 0; i < 3; i++)
        {
            using var call = pod.Tools.Begin(name!, "x");
            call.Fail();
        }

        Assert.Equal((0, 0, 3), (pod.Tools.Begun, pod.Tools.Ended, pod.Tools.Refused));
        string line = Assert.Single(log.All, static line => line.Id == 1601).Text;
        Assert.StartsWith("A tool call is not recorded: ", line, StringComparison.Ordinal);
        Assert.Contains("allowed are 1 to 128 ASCII letters", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_texts_are_cut()
    {
        var pod = await StartCallingAsync();
        using (var call = pod.Tools.Begin("Read", new string('d', 5_000)))
        {
            call.Fail(new string('e', 5_000));
        }

        await Wait.Until(() => pod.Tools.Stored == 1);
        var stored = Assert.Single(await EventsAsync(pod));
        Assert.Equal((1_000, 1_000), (stored.Detail!.Length, stored.Error!.Length));
    }

    [Fact]
    public async Task A_tool_that_throws_has_failed_and_its_exception_passes()
    {
        var pod = await StartCallingAsync();
        Assert.Equal(7, await pod.Tools.RunAsync("Good", static _ => ValueTask.FromResult(7), cancellationToken: TestContext.Current.CancellationToken));
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await pod.Tools.RunAsync<int>("Bad", static _ => throw new InvalidDataException("no such page"), "page 7", TestContext.Current.CancellationToken));
        Assert.Equal("no such page", thrown.Message);
        await Wait.Until(() => pod.Tools.Stored == 2);
        Assert.Equal([("Good", true, null), ("Bad", false, "no such page")], (await EventsAsync(pod)).Select(static call => (call.Tool, call.Succeeded, call.Error)));
    }

    [Fact]
    public async Task Past_a_thousand_names_the_rest_are_counted_together()
    {
        var pod = await StartCallingAsync();
        for (int i = 0; i < 1_010; i++)
        {
            using var call = pod.Tools.Begin($"tool-{i}");
            call.Fail();
        }

        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(Today)).Calls == 1_010, TimeSpan.FromMinutes(1));
        var day = await pod.Alpha.ToolsAsync(Today, TestContext.Current.CancellationToken);
        Assert.Equal((1_001, new ToolCount("(other)", 10, 10)), (day.Tools.Count, day.Tools[0]));
    }

    [Fact]
    public async Task Many_threads_lose_no_count()
    {
        const int Threads = 8;
        const int Calls = 2_000;
        var pod = await StartCallingAsync();
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < Calls; i++)
            {
                using var call = pod.Tools.Begin(thread % 2 == 0 ? "Even" : "Odd");
                if (i % 10 == 0)
                {
                    call.Fail();
                }
            }
        })));
        await Wait.Until(() => pod.Tools.Stored + pod.Tools.Dropped == Threads * Calls);
        await Wait.Until(async () => (await pod.Alpha.ToolsAsync(Today)).Calls == Threads * Calls, TimeSpan.FromMinutes(1));
        Assert.Equal(
            [new ToolCount("Even", Threads * Calls / 2, Threads * Calls / 20), new ToolCount("Odd", Threads * Calls / 2, Threads * Calls / 20)],
            (await pod.Alpha.ToolsAsync(Today, TestContext.Current.CancellationToken)).Tools);
    }

    [Fact]
    public async Task A_day_without_counts_has_none()
    {
        var pod = await StartCallingAsync();
        var absent = await pod.Alpha.ToolsAsync(new DateOnly(1999, 1, 1), TestContext.Current.CancellationToken);
        Assert.Empty(absent.Tools);
        Assert.Null(absent.Reason);
        Assert.Equal((0, 0), (absent.Calls, absent.Errors));
    }

    [Fact]
    public async Task After_the_stop_calls_are_dropped_and_counted()
    {
        var pod = await StartCallingAsync();
        await pod.StopAsync(TestContext.Current.CancellationToken);
        using (pod.Tools.Begin("Late"))
        {
        }

        Assert.Equal((1, 0, 1), (pod.Tools.Ended, pod.Tools.Stored, pod.Tools.Dropped));
    }

    protected static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    protected static string EventsKey(NikaPod pod) => "agent:events:" + pod.Session.Value;

    private Task<NikaPod> StartCallingAsync() => StartAsync("caller");

    private async Task<List<ToolCall>> EventsAsync(NikaPod pod)
    {
        var raw = await RawAsync();
        var entries = new EntryBatch();
        await raw.RangeAsync(EventsKey(pod), StreamId.Zero, StreamId.Max, 100, entries, TestContext.Current.CancellationToken);
        var calls = new List<ToolCall>();
        for (int i = 0; i < entries.Count; i++)
        {
            Assert.True(entries[i].TryGet("data"u8, out var data));
            calls.Add(Read(data));
        }

        return calls;

        static ToolCall Read(ReadOnlySpan<byte> data)
        {
            var reader = new JsonReader(data);
            Assert.True(TryRead(ref reader, out ToolCall call), Encoding.UTF8.GetString(data));
            return call;
        }

        static bool TryRead<T>(ref JsonReader reader, out T message)
            where T : struct, IMessage<T> => T.TryReadJson(ref reader, out message);
    }
}

[Handler(ConsumerGroups.Worker)]
internal sealed partial class Caller(INika nika)
{
    public ValueTask HandleAsync(EntityTransition created)
    {
        using var call = nika.Tools.Begin("Think", created.Summary);
        return ValueTask.CompletedTask;
    }
}
