using System.Buffers;

namespace Nika.Messaging.Abstractions.Tests.Utf8;

public class ListBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(5000)]
    public void What_was_added_comes_out_in_order(int count)
    {
        string[] expected = [.. Enumerable.Range(0, count).Select(i => $"item {i}")];
        ListBuffer<string> buffer = Filled(expected);
        Assert.Equal(count, buffer.Count);
        Assert.Equal(expected, buffer.ToArray());
        Assert.Equal(expected, Filled(expected).ToImmutableArray());
        List<string> list = Filled(expected).ToList();
        Assert.Equal(expected, list);
        Assert.Equal(count, list.Capacity);
    }

    [Fact]
    public void It_is_empty_afterwards_and_can_be_filled_again()
    {
        var buffer = Filled(["a", "b"]);
        Assert.Equal(["a", "b"], buffer.ToArray());
        Assert.Equal(0, buffer.Count);
        Assert.Empty(buffer.ToArray());
        buffer.Add("c");
        Assert.Equal(["c"], buffer.ToList());
        buffer.Add("d");
        buffer.Dispose();
        buffer.Dispose();
        Assert.Equal(0, buffer.Count);
        Assert.Empty(buffer.ToImmutableArray());
    }

    [Fact]
    public void No_reference_stays_in_the_pool()
    {
        // A type of its own, so that the pool of its arrays is this test's; the thread gets back what it returned last.
        var buffer = default(ListBuffer<Own>);
        for (int i = 0; i < 20; i++)
        {
            buffer.Add(new Own());
        }

        buffer.Dispose();
        foreach (int length in (int[])[16, 32])
        {
            Own?[] pooled = ArrayPool<Own?>.Shared.Rent(length);
            Assert.All(pooled, Assert.Null);
        }
    }

    [Fact]
    public void Values_and_nulls_are_kept()
    {
        var numbers = default(ListBuffer<int?>);
        numbers.Add(null);
        numbers.Add(3);
        Assert.Equal([null, 3], numbers.ToArray());
    }

    private static ListBuffer<string> Filled(string[] items)
    {
        var buffer = default(ListBuffer<string>);
        foreach (string item in items)
        {
            buffer.Add(item);
        }

        return buffer;
    }

    private sealed class Own;
}
