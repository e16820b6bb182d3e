using System.Reflection;
using System.Text;
using Nika.Messaging.Sqlite.Storage;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class RememberTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_repeated_write_is_harmless()
    {
        await using var memory = directory.Open();
        MemoryEvent[] events = [.. Enumerable.Range(0, 5).Select(_ => Events.Of(default))];

        await memory.RememberAsync(events);
        await memory.RememberAsync([.. events[2..], Events.Of(default), events[0]]);

        Assert.Equal(6, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_repeated_write_leaves_the_first_one_as_it_is()
    {
        await using var memory = directory.Open();
        var id = Guid.CreateVersion7();

        await memory.RememberAsync([Events.Of(new NikaMeta { Id = id }, "first"), Events.Of(new NikaMeta { Id = id }, "second")]);
        await memory.RememberAsync([Events.Of(new NikaMeta { Id = id }, "third")]);

        Assert.Equal("first", Events.ReadRow(directory.File(), "SELECT text FROM events")["text"]);
    }

    [Fact]
    public async Task Every_member_of_the_envelope_has_its_column()
    {
        var meta = new NikaMeta
        {
            Id = Guid.Parse("0197A1B2-0000-7000-8000-00000000000A"),
            Timestamp = new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.FromHours(2)).AddTicks(1234567),
            Type = "job_changed",
            Schema = 3,
            Pod = new PodName("pod-7"),
            SessionId = new SessionId("S-1"),
            EntityId = new EntityId("JOB-1"),
            EntityKind = EntityKind.Job,
            ParentId = new EntityId("PROJ-1"),
            RootId = new EntityId("PROJ-0"),
            JobId = new JobId("JOB-1"),
            Role = new RoleName("auditor"),
            Status = EntityStatus.Failed,
            Domain = "hooks",
            Intent = "refactor",
            CorrelationId = "c-1",
            CausationId = "c-0",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Tags = ["näh", "quote\"d"],
        };
        byte[] metaJson = Encoding.UTF8.GetBytes("""{"v":1,  "domain":"hooks", "späces":"kept"}""");
        byte[] dataJson = Encoding.UTF8.GetBytes("""{"summary":"日本 \u0041"}""");
        await using (var memory = directory.Open())
        {
            await memory.RememberAsync([new MemoryEvent("It failed; '); DROP TABLE events; --", meta, metaJson, dataJson)]);
        }

        var row = Events.ReadRow(directory.File(), "SELECT *, typeof(meta) || typeof(data) AS types, data ->> '$.summary' AS summary FROM events");

        var expected = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["row"] = "1",
            ["id"] = "0197a1b2-0000-7000-8000-00000000000a",
            ["ts"] = "1775001600123456",
            ["type"] = "job_changed",
            ["schema"] = "3",
            ["pod"] = "pod-7",
            ["session_id"] = "S-1",
            ["entity_id"] = "JOB-1",
            ["entity_kind"] = "JOB",
            ["parent_id"] = "PROJ-1",
            ["root_id"] = "PROJ-0",
            ["job_id"] = "JOB-1",
            ["role"] = "auditor",
            ["status"] = "failed",
            ["domain"] = "hooks",
            ["intent"] = "refactor",
            ["correlation_id"] = "c-1",
            ["causation_id"] = "c-0",
            ["traceparent"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            ["tags"] = """["näh","quote\"d"]""",
            ["text"] = "It failed; '); DROP TABLE events; --",
            ["meta"] = """{"v":1,  "domain":"hooks", "späces":"kept"}""",
            ["data"] = """{"summary":"日本 \u0041"}""",
            ["types"] = "texttext",
            ["summary"] = "日本 A",
        };
        Assert.Equal(expected, row);
    }

    [Fact]
    public async Task What_is_absent_in_the_envelope_is_null_in_the_file()
    {
        await using (var memory = directory.Open())
        {
            await memory.RememberAsync([Events.Of(default)]);
        }

        var row = Events.ReadRow(directory.File(), "SELECT * FROM events");

        string[] absent = [.. row.Where(column => column.Value is null).Select(column => column.Key)];
        Assert.Equal(
            ["session_id", "entity_id", "entity_kind", "parent_id", "root_id", "job_id", "role", "status", "domain", "intent", "correlation_id", "causation_id", "traceparent", "tags"],
            absent);
    }

    [Fact]
    public void Enums_are_stored_by_their_wire_names()
    {
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var field = typeof(EntityKind).GetField(kind.ToString())!;
            string? wireName = (string?)field.CustomAttributes.Single(a => a.AttributeType == typeof(WireNameAttribute)).ConstructorArguments[0].Value;
            Assert.Equal(wireName, WireNames.Of(kind));
        }

        // The statuses carry no attribute: a wire name is then the member's own in snake case.
        foreach (var status in Enum.GetValues<EntityStatus>())
        {
            Assert.Empty(typeof(EntityStatus).GetField(status.ToString())!.GetCustomAttributes<WireNameAttribute>());
            Assert.Equal(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()), WireNames.Of(status));
        }
    }

    [Fact]
    public async Task A_batch_is_all_or_nothing()
    {
        await using var memory = directory.Open();
        var impossible = Events.Of(new NikaMeta { Status = (EntityStatus)99 });

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await memory.RememberAsync([Events.Of(default), impossible]));

        Assert.Equal(0, await memory.CountAsync(MemoryFilter.All));
        await memory.RememberAsync([Events.Of(default)]);
        Assert.Equal(1, await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task Events_are_there_after_reopening()
    {
        await using (var memory = directory.Open())
        {
            await memory.RememberAsync([Events.Of(default)]);
        }

        Assert.Equal(directory.File(), Assert.Single(Directory.GetFiles(directory.Path)));
        await using var again = directory.Open();
        Assert.Equal(1, await again.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task A_disposed_memory_says_so()
    {
        var memory = directory.Open();
        await memory.RememberAsync([Events.Of(default)]);
        await memory.DisposeAsync();
        await memory.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await memory.RememberAsync([Events.Of(default)]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await memory.CountAsync(MemoryFilter.All));
    }

    [Fact]
    public async Task Many_callers_at_once_take_turns()
    {
        await using var memory = directory.Open();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            await memory.RememberAsync([Events.Of(default), Events.Of(default)]);
            Assert.True(await memory.CountAsync(MemoryFilter.All) >= 2);
        }));

        Assert.Equal(100, await memory.CountAsync(MemoryFilter.All));
    }
}
