namespace Nika.Messaging.Tests.Memory;

public sealed class RankFusionTests
{
    [Fact]
    public void What_both_found_comes_before_what_one_found_higher()
    {
        var fused = RankFusion.Fuse<string>(["only words", "both"], ["only vectors", "both"], 10);

        Assert.Equal(["both", "only words", "only vectors"], fused.Select(item => item.Key));
        Assert.Equal(2.0 / 22, fused[0].Value, 12);
        Assert.Equal(1.0 / 21, fused[1].Value, 12);
    }

    [Fact]
    public void Either_ranking_may_be_empty()
    {
        Assert.Equal([3, 1, 2], RankFusion.Fuse<int>([3, 1, 2], [], 10).Select(item => item.Key));
        Assert.Equal([3, 1, 2], RankFusion.Fuse<int>([], [3, 1, 2], 10).Select(item => item.Key));
        Assert.Empty(RankFusion.Fuse<int>([], [], 10));
    }

    [Fact]
    public void Equal_ones_keep_the_order_of_words_then_vectors()
    {
        Assert.Equal([1, 2], RankFusion.Fuse<int>([1, 2], [2, 1], 10).Select(item => item.Key));
        Assert.Equal([1, 3, 2, 4], RankFusion.Fuse<int>([1, 2], [3, 4], 10).Select(item => item.Key));
    }

    [Fact]
    public void No_more_come_out_than_asked_for()
    {
        Assert.Equal([5], RankFusion.Fuse<int>([1, 5], [2, 5], 1).Select(item => item.Key));
        Assert.Empty(RankFusion.Fuse<int>([1], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankFusion.Fuse<int>([1], [1], -1));
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(10, 50)]
    [InlineData(11, 55)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Rankings_are_read_deeper_than_the_limit(int limit, int depth) => Assert.Equal(depth, RankFusion.DepthFor(limit));
}
