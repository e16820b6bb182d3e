using Nika.Messaging.Sqlite.Storage;

namespace Nika.Messaging.Sqlite.Tests;

public sealed class CountTests : IDisposable
{
    private static readonly DateTimeOffset February = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset July = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly MemoryFilter QuestionOfAnyKind = Meta.Domain == "hooks" && Meta.Intent == "refactor" && Meta.Status == EntityStatus.Failed && Meta.Time.In(2026, 4);
    private static readonly MemoryFilter Question = QuestionOfAnyKind && Meta.EntityKind == EntityKind.Job;

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
            await memory.CountAsync(QuestionOfAnyKind));
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

        Assert.Equal(expected, await memory.CountAsync(Meta.Time.In(2026, 4)));
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

        Assert.Equal(1, await memory.CountAsync(Meta.Time >= instant));
        Assert.Equal(1, await memory.CountAsync(Meta.Time <= instant));
        Assert.Equal(1, await memory.CountAsync(Meta.Time == instant));
        Assert.Equal(0, await memory.CountAsync(Meta.Time > instant));
        Assert.Equal(0, await memory.CountAsync(Meta.Time < instant));
    }

    [Fact]
    public async Task The_question_is_answered_by_its_index_alone()
    {
        Assert.Equal(
            "SEARCH events USING COVERING INDEX events_domain_intent_status (domain=? AND intent=? AND status=? AND ts>? AND ts<?)",
            await PlanOfAsync(Question));
        Assert.Equal(
            "SEARCH events USING COVERING INDEX events_domain_intent_status (domain=? AND intent=? AND status=? AND ts>? AND ts<?)",
            await PlanOfAsync(QuestionOfAnyKind));
    }

    [Fact]
    public async Task Every_part_of_a_filter_finds_its_index_even_alone()
    {
        (MemoryFilter Filter, string Index)[] parts =
        [
            (Meta.Type == Events.Types[0], "events_type (type=?"),
            (Meta.Domain == "hooks", "events_domain_intent_status (domain=?"),
            (Meta.Intent == "fix", "events_intent (intent=?"),
            (Meta.Status == EntityStatus.Failed, "events_status (status=?"),
            (Meta.EntityKind == EntityKind.Job, "events_entity_kind (entity_kind=?"),
            (Meta.JobId == Events.Jobs[0], "events_job_id (job_id=?"),
            (Meta.RootId == Events.Roots[0], "events_root_id (root_id=?"),
            (Meta.Pod == Events.Pods[0], "events_pod (pod=?"),
        ];
        foreach (var (filter, index) in parts)
        {
            Assert.StartsWith($"SEARCH events USING COVERING INDEX {index}", await PlanOfAsync(filter), StringComparison.Ordinal);
        }

        foreach (var (filter, index) in parts.Where(part => !part.Filter.Equals(Meta.Domain == "hooks")))
        {
            string plan = await PlanOfAsync(filter && Meta.Time.In(2026, 4));
            Assert.StartsWith($"SEARCH events USING COVERING INDEX {index} AND ts>? AND ts<?", plan, StringComparison.Ordinal);
        }

        Assert.StartsWith("SEARCH events USING COVERING INDEX events_ts (ts>? AND ts<?", await PlanOfAsync(Meta.Time.In(2026, 4)), StringComparison.Ordinal);
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
                MemoryFilter[] possible =
                [
                    Meta.Domain == "hooks",
                    Meta.Intent == "fix",
                    Meta.Status == EntityStatus.Failed,
                    Meta.EntityKind == EntityKind.Job,
                    Meta.JobId == Events.Jobs[0],
                    Meta.RootId == Events.Roots[0],
                    Meta.Pod == Events.Pods[0],
                    Meta.Type == Events.Types[round],
                ];
                var filter = MemoryFilter.And([.. possible.Where((_, part) => (parts & (1 << part)) != 0)]);
                Assert.Equal(round == 1 && (parts & 128) != 0 ? 0 : 1, await memory.CountAsync(filter));
            }
        }
    }

    private async Task<string> PlanOfAsync(MemoryFilter filter)
    {
        await using (var memory = directory.Open())
        {
            await memory.CountAsync(filter);
        }

        var query = new FilterQuery("SELECT count(*) FROM events").AddWhere(filter);
        await using var connection = Events.OpenRaw(directory.File());
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {query.Text}";
        for (int i = 0; i < query.Values.Count; i++)
        {
            command.Parameters.AddWithValue(FilterQuery.NameOf(i), query.Values[i]);
        }

        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        string plan = reader.GetString(reader.GetOrdinal("detail"));
        Assert.False(await reader.ReadAsync());
        return plan;
    }
}
