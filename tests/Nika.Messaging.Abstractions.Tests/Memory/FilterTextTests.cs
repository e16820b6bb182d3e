using FsCheck;
using FsCheck.Fluent;

namespace Nika.Messaging.Abstractions.Tests.Memory;

public sealed class FilterTextTests
{
    private static readonly IntegerField Step = new(MemoryPlace.Data, "step", "step_result");
    private static readonly NumberField Score = new(MemoryPlace.Data, "score", "step_result");
    private static readonly BooleanField Final = new(MemoryPlace.Data, "final", "step_result");
    private static readonly TimeField At = new(MemoryPlace.Data, "at", "step_result");
    private static readonly TextField Odd = new(MemoryPlace.Data, "odd name=or", "step_result");

    private static readonly MemoryFieldSet Fields = MemoryFieldSet.Envelope
        .With(Descriptor("step_result", Step, Score, Final, At, Odd))
        .With(Descriptor("other", new TextField(MemoryPlace.Data, "final", "other")));

    public static TheoryData<string, MemoryFilter> Texts => new()
    {
        {
            "domain=hooks intent=refactor status=failed time=2026-04",
            Meta.Domain == "hooks" && Meta.Intent == "refactor" && Meta.Status == EntityStatus.Failed && Meta.Time.In(2026, 4)
        },
        { "status=failed,cancelled", Meta.Status.In(EntityStatus.Failed, EntityStatus.Cancelled) },
        { "-domain=hooks", Meta.Domain != "hooks" },
        { "domain!=hooks", Meta.Domain != "hooks" },
        { "- ( domain=a or domain=b )", !(Meta.Domain == "a" || Meta.Domain == "b") },
        { "domain=a domain=b or domain=c", (Meta.Domain == "a" && Meta.Domain == "b") || Meta.Domain == "c" },
        { "domain=a and (domain=b or domain=c)", Meta.Domain == "a" && (Meta.Domain == "b" || Meta.Domain == "c") },
        { "domain=a(domain=b)", null! },
        { "domain=\"a \\\"b\\\" \\\\ c\"", Meta.Domain == "a \"b\" \\ c" },
        { "domain=\"\"", Meta.Domain == "" },
        { "domain=or", Meta.Domain == "or" },
        { "domain:empty tags:null", Meta.Domain.IsEmpty && Meta.Tags.IsNull },
        { "*", MemoryFilter.All },
        { "-*", MemoryFilter.None },
        { "time=2026", Meta.Time.In(2026) },
        { "time=2026-04-12", Meta.Time.In(2026, 4, 12) },
        { "time=2026-04-12T10:30:00Z", Meta.Time == new DateTimeOffset(2026, 4, 12, 10, 30, 0, TimeSpan.Zero) },
        { "time=2026-04-12T10:30:00+02:00", Meta.Time == new DateTimeOffset(2026, 4, 12, 8, 30, 0, TimeSpan.Zero) },
        { "time=2026-04..2026-06", Meta.Time.From(new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)) },
        { "time=2026-04..<2026-06", Meta.Time.From(new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)) },
        { "time=2026-04<..", Meta.Time >= new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) },
        { "time>2026-04", Meta.Time >= new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) },
        { "time>=2026-04", Meta.Time >= new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) },
        { "time<=2026-04", Meta.Time < new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) },
        { "time<2026-04", Meta.Time < new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero) },
        { "time=2026-04,2026-06", Meta.Time.In(2026, 4) || Meta.Time.In(2026, 6) },
        { "schema=1,3..5", Meta.Schema == 1 || Meta.Schema.Between(3, 5) },
        { "schema=..<0", Meta.Schema < 0 },
        { "schema=-5..-1", Meta.Schema.Between(-5, -1) },
        { "step_result.step=3", Step == 3 },
        { "data.step=3", MemoryFilter.AnyOf(Step, MemoryValue.Of(3)) },
        { "step_result.score=1.5", Score == 1.5 },
        { "step_result.final=true", Final == true },
        { "\"step_result.odd name=or\"=x", Odd == "x" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_the_filter_it_says(string text, MemoryFilter? expected)
    {
        bool isRead = MemoryFilter.TryParse(text, Fields, out var filter, out string? error);
        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected, filter);
        Assert.Equal(expected is null, error is not null);
    }

    [Theory]
    [InlineData("", "At character 1: the filter is empty; write * for every event.")]
    [InlineData("  ", "At character 3: the filter is empty; write * for every event.")]
    [InlineData("domian=hooks", "At character 1: there is no field 'domian'; did you mean 'domain'?")]
    [InlineData("status=failed data.setp=1", "At character 15: there is no field 'data.setp'; did you mean 'data.step'?")]
    [InlineData("status=faild", "At character 8: 'status' is never 'faild'; did you mean 'failed'?")]
    [InlineData("time=2026-13", "At character 6: '2026-13' is no time: write a year (2026), a month (2026-04), a day (2026-04-12) or an instant (2026-04-12T10:30:00Z).")]
    [InlineData("time=9999", "At character 6: '9999' is no time: write a year (2026), a month (2026-04), a day (2026-04-12) or an instant (2026-04-12T10:30:00Z).")]
    [InlineData("hooks", "At character 1: 'hooks' is no condition: write a field and a value, such as domain=….")]
    [InlineData("domain", "At character 1: 'domain' is no condition: write a field and a value, such as domain=….")]
    [InlineData("domain=", "At character 8: a value is missing here; the empty text is \"\".")]
    [InlineData("domain=a,", "At character 10: a value is missing here; the empty text is \"\".")]
    [InlineData("domain=\"a", "At character 8: this quotation mark is never closed.")]
    [InlineData("domain=\"a\\", "At character 8: this quotation mark is never closed.")]
    [InlineData("(domain=a", "At character 1: this parenthesis is never closed.")]
    [InlineData("domain=a)", "At character 9: this parenthesis closes nothing.")]
    [InlineData("domain=a or", "At character 12: a condition is missing here.")]
    [InlineData("-", "At character 2: a condition is missing here.")]
    [InlineData("domain>a", "At character 8: 'domain' holds text, which has no order: compare it with = or !=.")]
    [InlineData("domain:nothing", "At character 8: after 'domain:' comes 'empty' or 'null'.")]
    [InlineData("schema=..", "At character 8: the range of 'schema' has no bound.")]
    [InlineData("schema=1.5", "At character 8: 'schema' holds a whole number, and '1.5' is none.")]
    [InlineData("id=x", "At character 4: 'id' holds a GUID, and 'x' is none.")]
    [InlineData("data.final=true", "At character 1: the field 'data.final' is of different kinds in different message types: name the type, such as 'other.final'.")]
    [InlineData("domain=\"a\"b", "At character 11: a space is missing here, or quotes round the value before.")]
    public void What_is_wrong_is_said_and_where(string text, string error)
    {
        Assert.False(MemoryFilter.TryParse(text, Fields, out _, out string? said));
        Assert.Equal(error, said);
        Assert.Equal(error, Assert.Throws<FormatException>(() => MemoryFilter.Parse(text, Fields)).Message);
    }

    [Fact]
    public void A_field_that_is_near_nothing_brings_the_list()
    {
        Assert.False(MemoryFilter.TryParse("xyzzy_plugh=1", MemoryFieldSet.Envelope, out _, out string? error));
        Assert.Contains("there are causation_id, correlation_id, domain", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        Assert.False(MemoryFilter.TryParse(new string('(', 100_000), Fields, out _, out string? error));
        Assert.Contains("64 deep at most", error, StringComparison.Ordinal);
        Assert.True(MemoryFilter.TryParse(new string('(', 64) + "*" + new string(')', 64), Fields, out _, out _));
    }

    [Fact]
    public void Every_filter_has_a_text_that_reads_back_as_the_same_filter() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(7, 7),
            Prop.ForAll(Arb.From(Filters(4)), filter =>
            {
                string text = filter.ToString();
                bool isRead = MemoryFilter.TryParse(text, Fields, out var read, out string? error);
                return (isRead && filter.Equals(read) && filter.GetHashCode() == read!.GetHashCode() && read.ToString() == text).Label($"{text}: {error} {read}");
            }));

    [Fact]
    public void No_text_does_anything_but_be_read_or_refused() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(7, 7),
            Prop.ForAll(Arb.From(Gen.Elements("domain=", "time", "schema>", "-", "(", ")", "or ", " ", ",", "..", "<", "\"", "\\", "2026-04", "a", ":empty", "*", "\u2003").ListOf().Select(string.Concat)), text =>
                MemoryFilter.TryParse(text, Fields, out var filter, out string? error)
                    ? MemoryFilter.Parse(filter.ToString(), Fields).Equals(filter)
                    : error.StartsWith("At character ", StringComparison.Ordinal)));

    private static MessageDescriptor Descriptor(string name, params MemoryField[] fields) =>
        new(typeof(FilterTextTests), name, MessageLayer.Bus, "nika:ipc:alpha", TimeSpan.FromHours(2)) { MemoryFields = [.. fields] };

    private static Gen<MemoryFilter> Filters(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements("hooks", "", "or", "a b", "\"", "\\", "-x", "a,b", "(", "\u00a0", "\t", "é", "..", "*").NonEmptyListOf().Select(values => Meta.Domain.In([.. values])),
            Gen.Elements(Enum.GetValues<EntityStatus>()).NonEmptyListOf().Select(values => Meta.Status.In([.. values])),
            Gen.Choose(-3, 3).NonEmptyListOf().Select(values => Meta.Schema.In([.. values.Select(value => (long)value)])),
            Gen.Elements("x", "y z").Select(value => Odd == value),
            Gen.Elements(Meta.Tags.IsEmpty, Meta.Tags.IsNull, Odd.IsEmpty),
            Range(Meta.Schema, Gen.Elements(long.MinValue, -1, 0, 7, long.MaxValue).Select(MemoryValue.Of)),
            Range(Score, Gen.Elements(-0.5, 0, 1e300, double.Epsilon, 0.1).Select(MemoryValue.Of)),
            Range(Meta.Time, Instants().Select(MemoryValue.Of)),
            Gen.Choose(0, 400).Select(day => Meta.Time.In(2026, 1 + (day % 12), 1 + (day % 28))),
            Gen.Choose(0, 400).Select(day => Meta.Time.In(2026 + (day % 9), 1 + (day % 12))),
            Gen.Choose(1, 9998).Select(year => At.In(year)));
        if (depth == 0)
        {
            return leaf;
        }

        var part = Filters(depth - 1);
        return Gen.Frequency(
            (4, leaf),
            (1, Gen.Elements(MemoryFilter.All, MemoryFilter.None)),
            (2, part.ListOf(3).Select(parts => MemoryFilter.And([.. parts]))),
            (2, part.ListOf(3).Select(parts => MemoryFilter.Or([.. parts]))),
            (2, part.Select(MemoryFilter.Not)));
    }

    private static Gen<DateTimeOffset> Instants() =>
        from days in Gen.Choose(0, 3_000_000)
        from microseconds in Gen.Elements(0L, 1, 10_000_000, 86_399_999_999, 3_600_000_000)
        select DateTimeOffset.MinValue.AddDays(days).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static Gen<MemoryFilter> Range(MemoryField field, Gen<MemoryValue> values) =>
        from lower in values
        from upper in values
        from isLowerIn in Gen.Elements(true, false)
        from isUpperIn in Gen.Elements(true, false)
        from sides in Gen.Choose(0, 2)
        select MemoryFilter.Range(field, sides == 1 ? null : new MemoryBound(lower, isLowerIn), sides == 2 ? null : new MemoryBound(upper, isUpperIn));
}
