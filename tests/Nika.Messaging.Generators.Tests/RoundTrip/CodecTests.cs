using System.Net;
using Nika.Messaging.Generators.Tests.Messages;

namespace Nika.Messaging.Generators.Tests.RoundTrip;

public sealed class CodecTests
{
    private const string Json = """{"color":"00ff00aa","colors":["00000001",null],"address":"127.0.0.1","perhaps":null,"by_name":{"six":"::1"}}""";

    [Fact]
    public void What_codecs_write_they_read()
    {
        var hosts = new Hosts(0xff00aa, [1, null], IPAddress.Loopback, null, new() { ["six"] = IPAddress.IPv6Loopback });
        Assert.Equal(Json, Wire.Json(hosts));
        Assert.Equal(Json, Wire.Json(Wire.Read<Hosts>(Json)));
    }

    [Fact]
    public void A_codec_says_why_or_is_named()
    {
        var error = Wire.ReadError<Hosts>(Json.Replace("::1", "::x", StringComparison.Ordinal));
        Assert.Equal(("'::x' is no address", "$.by_name.six"), (error.Reason, error.Path));
        error = Wire.ReadError<Hosts>(Json.Replace("00ff00aa", "green", StringComparison.Ordinal));
        Assert.Equal(("No Int32", "$.color"), (error.Reason, error.Path));
    }

    [Fact]
    public void Null_comes_to_no_codec()
    {
        Assert.Equal("address is null", Wire.WriteError(Wire.Read<Hosts>(Json) with { Address = null! }));
        Assert.Equal("$.address", Wire.ReadError<Hosts>(Json.Replace("\"127.0.0.1\"", "null", StringComparison.Ordinal)).Path);
    }
}
