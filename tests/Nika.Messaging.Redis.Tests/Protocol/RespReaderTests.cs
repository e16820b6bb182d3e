using System.Text;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Tests.Protocol;

public sealed class RespReaderTests
{
    [Theory]
    [InlineData("+OK\r\n", nameof(RespKind.Text), "OK")]
    [InlineData("-ERR no\r\n", nameof(RespKind.Error), "ERR no")]
    [InlineData("!6\r\nERR no\r\n", nameof(RespKind.Error), "ERR no")]
    [InlineData(":7\r\n", nameof(RespKind.Integer), "7")]
    [InlineData("$2\r\n\r\n\r\n", nameof(RespKind.Bulk), "\r\n")]
    [InlineData("$-1\r\n", nameof(RespKind.Null), "")]
    [InlineData("*-1\r\n", nameof(RespKind.Null), "")]
    [InlineData("_\r\n", nameof(RespKind.Null), "")]
    [InlineData("#t\r\n", nameof(RespKind.Boolean), "t")]
    [InlineData(",1.5\r\n", nameof(RespKind.Double), "1.5")]
    [InlineData("(12345678901234567890\r\n", nameof(RespKind.BigNumber), "12345678901234567890")]
    [InlineData("=8\r\ntxt:text\r\n", nameof(RespKind.Verbatim), "text")]
    [InlineData("|1\r\n+k\r\n*2\r\n:1\r\n:2\r\n+after\r\n", nameof(RespKind.Text), "after")]
    public void Reads_scalars(string reply, string kind, string value)
    {
        var reader = new RespReader(Encoding.ASCII.GetBytes(reply));
        reader.Read();
        Assert.Equal(kind, reader.Kind.ToString());
        Assert.Equal(value, Encoding.ASCII.GetString(reader.Value));
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void A_map_is_keys_and_values_in_turns()
    {
        var reader = new RespReader("%2\r\n+a\r\n:1\r\n$1\r\nb\r\n*1\r\n:2\r\n"u8);
        Assert.Equal(4, reader.ReadAggregate());
        Assert.Equal("a"u8, reader.ReadBytes());
        Assert.Equal(1, reader.ReadInteger());
        Assert.Equal("b"u8, reader.ReadBytes());
        reader.Skip();
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void A_value_of_another_shape_is_a_protocol_error_that_names_both()
    {
        Assert.Contains("Integer instead of a string", Assert.Throws<RespProtocolException>(static () => new RespReader(":1\r\n"u8).ReadBytes()).Message, StringComparison.Ordinal);
        Assert.Contains("an integer", Assert.Throws<RespProtocolException>(static () => new RespReader("$1\r\nx\r\n"u8).ReadInteger()).Message, StringComparison.Ordinal);
        Assert.Contains("ERR no", Assert.Throws<RespProtocolException>(static () => new RespReader("-ERR no\r\n"u8).ReadAggregate()).Message, StringComparison.Ordinal);
        Assert.Throws<RespProtocolException>(static () => new RespReader(""u8).Read());
    }
}
