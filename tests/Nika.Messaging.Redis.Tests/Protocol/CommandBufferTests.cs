using System.Globalization;
using System.Text;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Tests.Protocol;

/// <summary>What we send is what a strict reader takes: Redis refuses a length with a leading zero.</summary>
public sealed class CommandBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(59)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(107)]
    [InlineData(990)]
    [InlineData(999)]
    [InlineData(12_345)]
    [InlineData(1_000)]
    [InlineData(65_536)]
    [InlineData(524_288)]
    public void Lengths_are_written_without_leading_zeros(int length)
    {
        var buffer = new CommandBuffer(capacity: 1);
        buffer.Begin(2);
        buffer.Argument("ECHO"u8);
        buffer.Argument(new string('x', length));
        string head = string.Create(CultureInfo.InvariantCulture, $"*2\r\n$4\r\nECHO\r\n${length}\r\n");
        Assert.Equal(head + new string('x', length) + "\r\n", Encoding.ASCII.GetString(buffer.WrittenSpan));
        Assert.True(new RespFramer(1024 * 1024).TryFrame(buffer.WrittenSpan, out int framed));
        Assert.Equal(buffer.Length, framed);
    }

    [Fact]
    public void Text_is_counted_in_bytes()
    {
        var buffer = new CommandBuffer();
        buffer.Begin(1);
        buffer.Argument("ä€😀");
        Assert.Equal("*1\r\n$9\r\nä€😀\r\n", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
