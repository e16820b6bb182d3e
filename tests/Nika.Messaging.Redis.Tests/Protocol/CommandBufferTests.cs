using System.Globalization;
using System.Text;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Tests.Protocol;

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
    [InlineData(1000)]
    [InlineData(12_345)]
    [InlineData(600_000)]
    public void An_argument_says_its_length_in_digits_without_leading_zeros(int length)
    {
        var buffer = new CommandBuffer(capacity: 4);
        string value = new('x', length);

        buffer.Begin(length);
        buffer.Argument(Encoding.ASCII.GetBytes(value));
        buffer.Argument(value);

        string digits = length.ToString(CultureInfo.InvariantCulture);
        string argument = $"${digits}\r\n{value}\r\n";
        Assert.Equal($"*{digits}\r\n{argument}{argument}", Encoding.ASCII.GetString(buffer.WrittenSpan));
    }
}
