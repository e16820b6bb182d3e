using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A stream that all share has no bound.</summary>
public sealed class NIKA105Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), {|NIKA105:Stream("a")|}, Ttl("1h")] public partial record M(int Number);""",
        """The stream 'a' of 'M' grows without bound: write [MaxLength(10_000)], with any number from 1, or [Retention("24h")]""")]
    [InlineData(
        """[Message("m"), Stream("a"), Ttl("1h"), {|NIKA105:MaxLength(0)|}] public partial record M(int Number);""",
        """The stream 'a' of 'M' grows without bound: write [MaxLength(10_000)], with any number from 1, or [Retention("24h")]""")]
    [InlineData(
        """[Message("m"), Stream("a:{Desk}"), Ttl("1h"), {|NIKA105:MaxLength(-1)|}] public partial record M(DeskId Desk);""",
        """The stream 'a:{desk}' of 'M' grows without bound: write [MaxLength(10_000)], with any number from 1, or [Retention("24h")]""")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h"), MaxLength(1)] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h"), Retention("1h")] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Stream("a:{Desk}"), Ttl("1h")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Hash("a"), Ttl("1h")] public partial record M(int Number);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
