namespace Nika.Messaging.Abstractions.Tests.Memory;

public sealed class FilterTests
{
    [Fact]
    public void Operators_make_the_tree_that_is_written()
    {
        var filter = Meta.Domain == "hooks" && (Meta.Status == EntityStatus.Failed || Meta.Status.In()) && !(Meta.Pod == new PodName("alpha"));
        var and = Assert.IsType<AndFilter>(filter);
        Assert.Equal(3, and.Parts.Length);
        Assert.Equal(Meta.Domain, Assert.IsType<AnyOfFilter>(and.Parts[0]).Field);
        Assert.Equal(MemoryFilter.None, Assert.IsType<OrFilter>(and.Parts[1]).Parts[1]);
        Assert.Equal(Meta.Pod == new PodName("alpha"), Assert.IsType<NotFilter>(and.Parts[2]).Inner);
    }

    [Fact]
    public void Nested_parts_of_one_kind_are_taken_up_and_double_negations_go()
    {
        var a = Meta.Domain == "a";
        var b = Meta.Domain == "b";
        Assert.Equal(MemoryFilter.And(a, b, a), a && (b && a));
        Assert.Equal(MemoryFilter.Or(a, b, a), (a || b) || a);
        Assert.Equal(a, !!a);
        Assert.Equal(a, MemoryFilter.And(a));
        Assert.Equal(a, MemoryFilter.And(MemoryFilter.All, a));
        Assert.Equal(MemoryFilter.All, MemoryFilter.And());
        Assert.Equal(MemoryFilter.None, MemoryFilter.Or());
    }

    [Fact]
    public void A_month_is_from_its_first_instant_to_before_the_next_months()
    {
        var range = Assert.IsType<RangeFilter>(Meta.Time.In(2026, 12));
        Assert.Equal(new MemoryBound(MemoryValue.Of(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)), true), range.Lower);
        Assert.Equal(new MemoryBound(MemoryValue.Of(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), false), range.Upper);
    }

    [Fact]
    public void A_comparison_with_null_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => Meta.Domain == null!);

    [Fact]
    public void Instants_are_compared_in_microseconds_and_in_UTC() =>
        Assert.Equal(
            Meta.Time >= new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
            Meta.Time >= new DateTimeOffset(2026, 4, 1, 2, 0, 0, TimeSpan.FromHours(2)).AddTicks(9));

    [Fact]
    public void A_condition_that_no_field_of_the_kind_takes_is_refused()
    {
        Assert.Contains("has no order", Assert.Throws<ArgumentException>(() => MemoryFilter.Range(Meta.Domain, new MemoryBound(MemoryValue.Of("a"), true), null)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be compared", Assert.Throws<ArgumentException>(() => MemoryFilter.AnyOf(Meta.Domain, MemoryValue.Of(1))).Message, StringComparison.Ordinal);
        Assert.Contains("needs a bound", Assert.Throws<ArgumentException>(() => MemoryFilter.Range(Meta.Time, null, null)).Message, StringComparison.Ordinal);
        Assert.Contains("no JSON form", Assert.Throws<ArgumentException>(() => MemoryValue.Of(double.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Meta.Time.In(9999));
        Assert.Throws<ArgumentOutOfRangeException>(() => Meta.Status == (EntityStatus)99);
        Assert.Throws<InvalidOperationException>(() => MemoryValue.Of(1).Text);
    }
}
