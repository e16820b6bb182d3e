using System.Text;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Tests.Protocol;

public sealed class ServerErrorTests
{
    [Theory]
    [InlineData("LOADING Redis is loading the dataset in memory", nameof(ErrorKind.Degraded))]
    [InlineData("OOM command not allowed", nameof(ErrorKind.Degraded))]
    [InlineData("READONLY You can't write against a read only replica.", nameof(ErrorKind.Degraded))]
    [InlineData("BUSY Redis is busy running a script.", nameof(ErrorKind.Degraded))]
    [InlineData("MASTERDOWN Link with MASTER is down", nameof(ErrorKind.Degraded))]
    [InlineData("CLUSTERDOWN The cluster is down", nameof(ErrorKind.Degraded))]
    [InlineData("TRYAGAIN Multiple keys request during rehashing of slot", nameof(ErrorKind.Degraded))]
    [InlineData("NOREPLICAS Not enough good replicas to write.", nameof(ErrorKind.Degraded))]
    [InlineData("MISCONF Redis is configured to save RDB snapshots", nameof(ErrorKind.Degraded))]
    [InlineData("NOAUTH Authentication required.", nameof(ErrorKind.Configuration))]
    [InlineData("WRONGTYPE Operation", nameof(ErrorKind.Configuration))]
    [InlineData("WRONGPASS invalid", nameof(ErrorKind.Configuration))]
    [InlineData("NOPERM this user", nameof(ErrorKind.Configuration))]
    [InlineData("NOGROUP No such key", nameof(ErrorKind.GroupLost))]
    [InlineData("ERR syntax error", nameof(ErrorKind.Refused))]
    [InlineData("LOADINGX", nameof(ErrorKind.Refused))]
    [InlineData("", nameof(ErrorKind.Refused))]
    public void Errors_are_told_apart_by_their_code(string text, string kind) =>
        Assert.Equal(kind, ServerError.Parse(Encoding.UTF8.GetBytes(text)).Kind.ToString());

    [Fact]
    public void What_the_server_quotes_from_a_command_is_left_out()
    {
        var error = ServerError.Parse("ERR unknown command 'HELLO', with args beginning with: '3' 'AUTH' 'default' 'secret' "u8);
        Assert.Equal("ERR unknown command 'HELLO'", error.Text);
    }
}
