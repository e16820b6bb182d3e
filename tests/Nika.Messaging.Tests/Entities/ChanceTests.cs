namespace Nika.Messaging.Tests.Entities;

public sealed class ChanceTests
{
    [Fact]
    public void By_default_three_of_a_hundred_happen_and_a_seed_repeats_them()
    {
        var chance = new Chance(seed: 7);
        var again = new Chance(seed: 7);
        var decisions = Enumerable.Range(0, 100_000).Select(_ => chance.Happens()).ToArray();
        Assert.Equal(decisions, Enumerable.Range(0, 100_000).Select(_ => again.Happens()));
        Assert.InRange(decisions.Count(static happens => happens), 2_800, 3_200);
        Assert.Equal(0.03, chance.Probability);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Never_and_always_are_that(double probability, bool expected)
    {
        var chance = new Chance(probability);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.Equal(expected, chance.Happens()));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double probability) => Assert.Throws<ArgumentOutOfRangeException>(() => new Chance(probability));
}
