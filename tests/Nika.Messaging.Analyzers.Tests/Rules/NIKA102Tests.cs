using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A stream or hash of one's own lives for ever.</summary>
public sealed class NIKA102Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), {|NIKA102:Stream("desk:{Desk}")|}] public partial record M(DeskId Desk);""",
        """'M' has no time to live: write one beside its layer, such as [Ttl("10m")]""")]
    [InlineData(
        """[Message("m"), {|NIKA102:Hash("desk:{Desk}")|}] public partial record M(DeskId Desk);""",
        """'M' has no time to live: write one beside its layer, such as [Ttl("10m")]""")]
    [InlineData(
        """[Message("m"), {|NIKA102:Hash("a")|}, Other.Ttl("1h")] public partial record M(int Number);""",
        """'M' has no time to live: write one beside its layer, such as [Ttl("10m")]""")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Stream("desk:{Desk}"), Ttl("10m")] public partial record M(DeskId Desk);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Telemetry] public partial record M(int Number);""")]
    [InlineData("""[Stream("a")] public record NoMessage(int Number);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData(
        """[Message("m"), Stream("desk:{Desk}")] public partial record M(DeskId Desk);""",
        """[Message("m"), Stream("desk:{Desk}"), Ttl("2h")] public partial record M(DeskId Desk);""")]
    [InlineData(
        """[Message("m")] [Nika.Messaging.Hash("desk"), Other.Ttl("1h")] public partial record M(int Number);""",
        """[Message("m")] [Nika.Messaging.Hash("desk"), Nika.Messaging.Ttl("1h"), Other.Ttl("1h")] public partial record M(int Number);""")]
    [InlineData(
        "[Message(\"m\")]\n[global::Nika.Messaging.StreamAttribute(\"desk:{Desk}\")] // A desk.\npublic partial record M(DeskId Desk);",
        "[Message(\"m\")]\n[global::Nika.Messaging.StreamAttribute(\"desk:{Desk}\"), global::Nika.Messaging.Ttl(\"2h\")] // A desk.\npublic partial record M(DeskId Desk);")]
    public Task It_is_fixed_with_the_layers_usual_value(string before, string after) => VerifyFix.FixesAsync(TimeToLiveFix.Key, Sources.In(before), Sources.In(after));

    [Fact]
    public Task It_is_fixed_everywhere() => VerifyFix.FixesAllAsync(
        TimeToLiveFix.Key,
        new Scenario(
            """namespace App; [Message("m"), Stream("a"), MaxLength(5)] public partial record M(int Number); [Message("n"), Hash("b")] public partial record N(int Number);""",
            """namespace App; [Message("o"), Stream("c")] public partial record O(int Number);"""),
        new Scenario(
            """namespace App; [Message("m"), Stream("a"), Ttl("2h"), MaxLength(5)] public partial record M(int Number); [Message("n"), Hash("b"), Ttl("1h")] public partial record N(int Number);""",
            """namespace App; [Message("o"), {|NIKA105:Stream("c")|}, Ttl("2h")] public partial record O(int Number);"""));

    [Fact]
    public Task It_is_fixed_in_every_project() => VerifyFix.FixesAllOfSolutionAsync(
        TimeToLiveFix.Key,
        [new("""namespace App; [Message("m"), Hash("b")] public partial record M(int Number);"""), new("""namespace App; [Message("m"), Hash("b")] public partial record M(int Number);""")],
        [new("""namespace App; [Message("m"), Hash("b"), Ttl("1h")] public partial record M(int Number);"""), new("""namespace App; [Message("m"), Hash("b"), Ttl("1h")] public partial record M(int Number);""")]);
}
