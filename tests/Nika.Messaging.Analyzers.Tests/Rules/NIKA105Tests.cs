using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

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

    [Theory]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h")] public partial record M(int Number);""", """[Message("m"), Stream("a"), Ttl("1h"), MaxLength(10_000)] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h"), MaxLength(0)] public partial record M(int Number);""", """[Message("m"), Stream("a"), Ttl("1h"), MaxLength(10_000)] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Ttl("1h")] [Nika.Messaging.StreamAttribute("a")] public partial record M(int Number);""", """[Message("m"), Ttl("1h")] [Nika.Messaging.StreamAttribute("a"), Nika.Messaging.MaxLength(10_000)] public partial record M(int Number);""")]
    public Task It_is_fixed_by_a_number(string before, string after) => VerifyFix.FixesAsync(BoundFix.NumberKey, Sources.In(before), Sources.In(after));

    [Fact]
    public Task It_is_fixed_by_an_age_everywhere() => VerifyFix.FixesAllAsync(
        BoundFix.AgeKey,
        new Scenario("""namespace App; [Message("m"), Stream("a"), Ttl("1h")] public partial record M(int N);""", """namespace App; [Message("n"), Stream("b"), Ttl("1h")] public partial record N(int N1);"""),
        new Scenario("""namespace App; [Message("m"), Stream("a"), Ttl("1h"), Retention("24h")] public partial record M(int N);""", """namespace App; [Message("n"), Stream("b"), Ttl("1h"), Retention("24h")] public partial record N(int N1);"""));
}
