using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Conformance.Memory.Suite;

/// <summary>Which events a filter means.</summary>
public abstract class FilterFacts<TSubject> : MemoryFacts<TSubject>
    where TSubject : IMemorySubject
{
    [Fact]
    public async Task How_many_hooks_jobs_failed_with_intent_refactor_in_April_2026()
    {
        var asked = new NikaMeta { Domain = "hooks", Intent = "refactor", Status = EntityStatus.Failed, EntityKind = EntityKind.Job, Timestamp = TestEvents.April };
        NikaMeta[] others =
        [
            asked with { Domain = "bus" },
            asked with { Intent = "fix" },
            asked with { Intent = null },
            asked with { Status = EntityStatus.Completed },
            asked with { EntityKind = EntityKind.Task },
            asked with { Timestamp = TestEvents.April.AddTicks(-TimeSpan.TicksPerMicrosecond) },
            asked with { Timestamp = TestEvents.April.AddMonths(1) },
        ];
        await Memory.RememberAsync(
            [
                TestEvents.Of(asked),
                TestEvents.Of(asked with { Timestamp = TestEvents.April.AddMonths(1).AddTicks(-TimeSpan.TicksPerMicrosecond) }),
                TestEvents.Of(asked with { Timestamp = new DateTimeOffset(2026, 5, 1, 1, 59, 0, TimeSpan.FromHours(2)) }),
                .. others.Select(other => TestEvents.Of(other)),
            ],
            Cancellation);

        var filter = Meta.Domain == "hooks" && Meta.EntityKind == EntityKind.Job && Meta.Intent == "refactor" && Meta.Status == EntityStatus.Failed && Meta.Time.In(2026, 4);
        Assert.Equal(3, await Memory.CountAsync(filter, Cancellation));
        Assert.Equal(3, await Memory.CountAsync(MemoryFilter.Parse("domain=hooks entity_kind=JOB intent=refactor status=failed time=2026-04"), Cancellation));
    }

    [Fact]
    public async Task Means_what_a_plain_loop_means()
    {
        var random = new Random(26);
        MemoryEvent[] events = [.. Enumerable.Range(0, 300).Select(_ => TestEvents.Random(random))];
        await Memory.RememberAsync(events, Cancellation);
        int telling = 0;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(26, 7),
            Prop.ForAll(Arb.From(Filters(3)), filter =>
            {
                long expected = events.Count(candidate => FilterModel.Holds(filter, candidate));
                telling += expected is > 0 and < 300 ? 1 : 0;
                long actual = Memory.CountAsync(filter, Cancellation).AsTask().GetAwaiter().GetResult();
                return (expected == actual).Label($"{filter}: plain {expected}, memory {actual}");
            }));

        // A property over filters that mean nothing or everything would prove nothing.
        Assert.InRange(telling, 150, 300);
    }

    [Fact]
    public async Task An_event_without_the_field_fulfils_the_negation_only()
    {
        await Memory.RememberAsync([TestEvents.Of(new NikaMeta { Domain = "hooks" }), TestEvents.Of(new NikaMeta { Domain = "bus" }), TestEvents.Of(default)], Cancellation);
        Assert.Equal(1, await Memory.CountAsync(Meta.Domain == "hooks", Cancellation));
        Assert.Equal(2, await Memory.CountAsync(Meta.Domain != "hooks", Cancellation));
        Assert.Equal(1, await Memory.CountAsync(Meta.Domain.IsEmpty, Cancellation));
        Assert.Equal(2, await Memory.CountAsync(!Meta.Domain.IsEmpty, Cancellation));
    }

    [Theory]
    [InlineData("{}", true, false)]
    [InlineData("""{"files":null}""", true, true)]
    [InlineData("""{"files":[]}""", true, false)]
    [InlineData("""{"files":[""]}""", false, false)]
    [InlineData("""{"files":""}""", false, false)]
    public async Task Absent_null_and_empty_are_told_apart(string data, bool isEmpty, bool isNull)
    {
        await Memory.RememberAsync([TestEvents.Of(default, data: data)], Cancellation);
        Assert.Equal(isEmpty ? 1 : 0, await Memory.CountAsync(TestEvents.Files.IsEmpty, Cancellation));
        Assert.Equal(isNull ? 1 : 0, await Memory.CountAsync(TestEvents.Files.IsNull, Cancellation));
    }

    [Fact]
    public async Task Of_a_list_one_element_must_be_within_both_bounds()
    {
        await Memory.RememberAsync([TestEvents.Of(default, data: """{"lines":[1,9]}"""), TestEvents.Of(default, data: """{"lines":[1,5,9]}""")], Cancellation);
        Assert.Equal(1, await Memory.CountAsync(TestEvents.Lines.Between(4, 6), Cancellation));
        Assert.Equal(2, await Memory.CountAsync(TestEvents.Lines == 9, Cancellation));
    }

    [Fact]
    public async Task All_and_none()
    {
        await Memory.RememberAsync([TestEvents.Of(default)], Cancellation);
        Assert.Equal(1, await Memory.CountAsync(MemoryFilter.All, Cancellation));
        Assert.Equal(0, await Memory.CountAsync(MemoryFilter.None, Cancellation));
        Assert.Equal(0, await Memory.CountAsync(Meta.Domain.In(), Cancellation));
        Assert.Equal(0, await Memory.CountAsync(TestEvents.Step.Between(5, 4), Cancellation));
    }

    [Fact]
    public async Task A_condition_on_a_messages_field_leaves_other_messages_out()
    {
        await Memory.RememberAsync([TestEvents.Of(default, data: """{"step":1}"""), TestEvents.Of(new NikaMeta { Type = "job_changed" }, data: """{"step":1}""")], Cancellation);
        Assert.Equal(1, await Memory.CountAsync(TestEvents.Step == 1, Cancellation));
        Assert.Equal(0, await Memory.CountAsync(TestEvents.Step != 1, Cancellation));
    }

    private static Gen<MemoryFilter> Filters(int depth)
    {
        var time = Gen.Choose(-1, 1001).Select(us => TestEvents.April.AddTicks(us * TimeSpan.TicksPerMicrosecond));
        var leaf = Gen.OneOf(
            Gen.Elements(TestEvents.Domains).ListOf().Select(values => Meta.Domain.In([.. values])),
            Gen.Elements(Enum.GetValues<EntityStatus>()).ListOf(2).Select(values => Meta.Status.In([.. values])),
            Gen.Elements(TestEvents.TagNames).Select(value => Meta.Tags == value),
            Gen.Elements("step_result", "job_changed").Select(value => Meta.Type == value),
            Gen.Choose(0, 4).Select(value => Meta.Schema == value),
            Gen.Elements(TestEvents.Pods).Select(value => Meta.Pod == value),
            Gen.Choose(0, 3).Select(value => Meta.JobId == new JobId("job-" + value)),
            Gen.Elements(TestEvents.Notes).ListOf(2).Select(values => TestEvents.Note.In([.. values])),
            Gen.Choose(-3, 5).Select(value => MemoryFilter.AnyOf(TestEvents.Step, MemoryValue.Of(value))),
            Gen.Elements(true, false).Select(value => MemoryFilter.AnyOf(TestEvents.Final, MemoryValue.Of(value))),
            Gen.Elements(TestEvents.FileNames).Select(value => TestEvents.Files == value),
            Range(TestEvents.Step, Gen.Choose(-3, 5).Select(value => MemoryValue.Of(value))),
            Range(TestEvents.Lines, Gen.Choose(-1, 21).Select(value => MemoryValue.Of(value))),
            Range(TestEvents.Score, Gen.Choose(-4, 4).Select(value => MemoryValue.Of(value / 2.0))),
            Range(TestEvents.At, time.Select(MemoryValue.Of)),
            Range(Meta.Time, time.Select(MemoryValue.Of)),
            Gen.Elements<MemoryField>(Meta.Domain, Meta.Tags, Meta.JobId, Meta.Status, TestEvents.Note, TestEvents.Step, TestEvents.Files, TestEvents.Final).Select(MemoryFilter.Empty),
            Gen.Elements<MemoryField>(Meta.Domain, TestEvents.Note, TestEvents.Step, TestEvents.Files).Select(MemoryFilter.Null));
        if (depth == 0)
        {
            return leaf;
        }

        var part = Filters(depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (2, part.ListOf(2).Select(parts => MemoryFilter.And([.. parts]))),
            (2, part.ListOf(3).Select(parts => MemoryFilter.Or([.. parts]))),
            (2, part.Select(MemoryFilter.Not)));
    }

    private static Gen<MemoryFilter> Range(MemoryField field, Gen<MemoryValue> values) =>
        from lower in values
        from upper in values
        from isLowerIn in Gen.Elements(true, false)
        from isUpperIn in Gen.Elements(true, false)
        from sides in Gen.Choose(0, 2)
        select MemoryFilter.Range(field, sides == 1 ? null : new MemoryBound(lower, isLowerIn), sides == 2 ? null : new MemoryBound(upper, isUpperIn));
}
