using FsCheck;
using FsCheck.Fluent;
using Nika.Messaging.Sqlite.Storage;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class CountTests : IDisposable
{
    private static readonly DateTimeOffset February = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset July = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly MemoryFilter Question = new()
    {
        Domain = "hooks",
        EntityKind = EntityKind.Job,
        Status = EntityStatus.Failed,
        Intent = "refactor",
        From = April,
        Until = May,
    };

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task How_many_hooks_jobs_failed_with_intent_refactor_in_April_2026()
    {
        var random = new Random(2026);
        MemoryEvent[] events = [.. Enumerable.Range(0, 8000).Select(_ => Events.Random(random, February, July))];
        for (int i = 0; i < events.Length; i += 2)
        {
            events[i] = events[i] with { Meta = events[i].Meta with { Domain = "hooks", Intent = "refactor" } };
        }

        await using var memory = directory.Open();
        foreach (var batch in events.Chunk(256))
        {
            await memory.RememberAsync(batch);
        }

        long expected = events.Count(candidate => candidate.Meta is
        {
            Domain: "hooks",
            Intent: "refactor",
            EntityKind: EntityKind.Job,
            Status: EntityStatus.Failed,
            Timestamp: { Year: 2026, Month: 4 },
        });

        Assert.InRange(expected, 10, 100);
        Assert.Equal(expected, await memory.CountAsync(Question));
        Assert.Equal(
            events.Count(candidate => candidate.Meta is { Domain: "hooks", Intent: "refactor", Status: EntityStatus.Failed, Timestamp: { Year: 2026, Month: 4 } }),
            await memory.CountAsync(Question with { EntityKind = null }));
    }

    [Fact]
    public async Task SQL_counts_what_a_plain_loop_counts()
    {
        var random = new Random(7);
        MemoryEvent[] events = [.. Enumerable.Range(0, 3000).Select(_ => Events.Random(random, April, April.AddMilliseconds(2)))];
        await using var memory = directory.Open();
        await memory.RememberAsync(events);
        int matched = 0;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Arb.From(Filters()), filter =>
            {
                long expected = events.Count(candidate => Events.IsMeant(filter, candidate));
                matched += expected > 0 ? 1 : 0;
                long actual = memory.CountAsync(filter).AsTask().GetAwaiter().GetResult();
                return (expected == actual).Label($"plain {expected}, SQL {actual}");
            }));

        // A property over filters that match nothing would prove nothing.
        Assert.True(matched > 300, $"{matched} of 1,000 filters matched something");
    }

    [Theory]
    [InlineData("2026-03-31T23:59:59.999999Z", 0)]
    [InlineData("2026-04-01T00:00:00.000000Z", 1)]
    [InlineData("2026-04-30T23:59:59.999999Z", 1)]
    [InlineData("2026-05-01T00:00:00.000000Z", 0)]
    [InlineData("2026-04-01T01:30:00.000000+02:00", 0)]
    [InlineData("2026-05-01T01:30:00.000000+02:00", 1)]
    public async Task A_month_begins_with_its_first_microsecond_and_ends_before_the_next(string timestamp, int expected)
    {
        await using var memory = directory.Open();
        await memory.RememberAsync([Events.Of(new NikaMeta { Timestamp = DateTimeOffset.Parse(timestamp, null) })]);

        Assert.Equal(expected, await memory.CountAsync(new MemoryFilter { From = April, Until = May }));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999999Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z")]
    public async Task Instants_far_away_are_ordered_too(string timestamp)
    {
        var instant = DateTimeOffset.Parse(timestamp, null);
        await using var memory = directory.Open();
        await memory.RememberAsync([Events.Of(new NikaMeta { Timestamp = instant })]);

        Assert.Equal(1, await memory.CountAsync(new MemoryFilter { From = instant }));
        Assert.Equal(0, await memory.CountAsync(new MemoryFilter { Until = instant }));
        Assert.Equal(0, await memory.CountAsync(new MemoryFilter { From = instant.AddTicks(1) }));
        Assert.Equal(1, await memory.CountAsync(new MemoryFilter { Until = instant.AddTicks(1) }));
    }

    [Fact]
    public async Task The_question_is_answered_by_its_index_alone()
    {
        Assert.Equal(
            "SEARCH events USING COVERING INDEX events_domain_intent_status (domain=? AND intent=? AND status=? AND ts>? AND ts<?)",
            await PlanOfAsync(Question));
        Assert.Equal(
            "SEARCH events USING COVERING INDEX events_domain_intent_status (domain=? AND intent=? AND status=? AND ts>? AND ts<?)",
            await PlanOfAsync(Question with { EntityKind = null }));
    }

    [Fact]
    public async Task Every_part_of_a_filter_finds_its_index_even_alone()
    {
        (MemoryFilter Filter, string Index)[] parts =
        [
            (new() { Type = Events.Types[0] }, "events_type (type=?"),
            (new() { Domain = "hooks" }, "events_domain_intent_status (domain=?"),
            (new() { Intent = "fix" }, "events_intent (intent=?"),
            (new() { Status = EntityStatus.Failed }, "events_status (status=?"),
            (new() { EntityKind = EntityKind.Job }, "events_entity_kind (entity_kind=?"),
            (new() { JobId = Events.Jobs[0] }, "events_job_id (job_id=?"),
            (new() { RootId = Events.Roots[0] }, "events_root_id (root_id=?"),
            (new() { Pod = Events.Pods[0] }, "events_pod (pod=?"),
        ];
        foreach (var (filter, index) in parts)
        {
            Assert.StartsWith($"SEARCH events USING COVERING INDEX {index}", await PlanOfAsync(filter), StringComparison.Ordinal);
        }

        foreach (var (filter, index) in parts.Where(part => part.Filter.Domain is null))
        {
            string plan = await PlanOfAsync(filter with { From = April, Until = May });
            Assert.StartsWith($"SEARCH events USING COVERING INDEX {index} AND ts>? AND ts<?", plan, StringComparison.Ordinal);
        }

        Assert.StartsWith("SEARCH events USING COVERING INDEX events_ts (ts>? AND ts<?", await PlanOfAsync(new() { From = April, Until = May }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_kinds_of_questions_than_statements_are_kept()
    {
        await using var memory = directory.Open();
        await memory.RememberAsync([Events.Of(new NikaMeta { Domain = "hooks", Intent = "fix", Status = EntityStatus.Failed, EntityKind = EntityKind.Job, JobId = Events.Jobs[0], RootId = Events.Roots[0] })]);

        for (int round = 0; round < 2; round++)
        {
            for (int parts = 0; parts < 256; parts++)
            {
                var filter = new MemoryFilter
                {
                    Domain = (parts & 1) != 0 ? "hooks" : null,
                    Intent = (parts & 2) != 0 ? "fix" : null,
                    Status = (parts & 4) != 0 ? EntityStatus.Failed : null,
                    EntityKind = (parts & 8) != 0 ? EntityKind.Job : null,
                    JobId = (parts & 16) != 0 ? Events.Jobs[0] : null,
                    RootId = (parts & 32) != 0 ? Events.Roots[0] : null,
                    Pod = (parts & 64) != 0 ? Events.Pods[0] : null,
                    Type = (parts & 128) != 0 ? Events.Types[round] : null,
                };
                Assert.Equal(filter.Type == Events.Types[1] ? 0 : 1, await memory.CountAsync(filter));
            }
        }
    }

    private async Task<string> PlanOfAsync(MemoryFilter filter)
    {
        await using (var memory = directory.Open())
        {
            await memory.CountAsync(filter);
        }

        var query = CountQuery.For(filter);
        await using var connection = Events.OpenRaw(directory.File());
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query.Text}";
        foreach (var (name, value) in query.Parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        string plan = reader.GetString(reader.GetOrdinal("detail"));
        Assert.False(await reader.ReadAsync());
        return plan;
    }

    // Bounds in steps of 100 ns, where events are on whole microseconds.
    private static Gen<MemoryFilter> Filters()
    {
        var bound = Gen.Choose(-1_000, 21_000).Select(ticks => (DateTimeOffset?)April.AddTicks(ticks));
        var names =
            from type in Part(Gen.Elements(Events.Types))
            from domain in Part(Gen.Elements(Events.Domains))
            from intent in Part(Gen.Elements(Events.Intents))
            select new MemoryFilter { Type = type, Domain = domain, Intent = intent };
        return
            from filter in names
            from status in Part(Gen.Elements(Enum.GetValues<EntityStatus>()).Select(value => (EntityStatus?)value))
            from kind in Part(Gen.Elements(Enum.GetValues<EntityKind>()).Select(value => (EntityKind?)value))
            from job in Part(Gen.Elements(Events.Jobs).Select(value => (JobId?)value))
            from root in Part(Gen.Elements(Events.Roots).Select(value => (EntityId?)value))
            from pod in Part(Gen.Elements(Events.Pods).Select(value => (PodName?)value))
            from @from in Part(bound)
            from until in Part(bound)
            select filter with { Status = status, EntityKind = kind, JobId = job, RootId = root, Pod = pod, From = @from, Until = until };
    }

    // Left out twice of three times, or hardly a filter would match anything.
    private static Gen<T?> Part<T>(Gen<T> values) => Gen.Frequency((2, Gen.Constant(default(T))), (1, values.Select(value => (T?)value)));
}
