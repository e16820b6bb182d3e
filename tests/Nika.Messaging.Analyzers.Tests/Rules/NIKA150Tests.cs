using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>An attribute stands where nothing reads it.</summary>
public sealed class NIKA150Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal, {|NIKA150:MaxLength(10)|}] public partial record M(JobId JobId);""",
        "[MaxLength] has no effect on 'M', only a [Stream] takes a bound of its own: take it away")]
    [InlineData(
        """[Message("m"), EntityFeed, Meta(Domain = "x"), {|NIKA150:Retention("7d")|}] public partial record M(EntityId EntityId, EntityStatus Status);""",
        "[Retention] has no effect on 'M', only a [Stream] takes a bound of its own: take it away")]
    [InlineData(
        """[Message("m"), Hash("a"), Ttl("1h"), {|NIKA150:Retention("7d")|}] public partial record M(int N);""",
        "[Retention] has no effect on 'M', only a [Stream] takes a bound of its own: take it away")]
    [InlineData(
        """[Message("m"), Telemetry] public partial record M([{|NIKA150:MemoryText|}] int Number);""",
        "[MemoryText] has no effect on 'M.Number', the text is a string: take it away")]
    [InlineData(
        """[Message("m"), Telemetry] public partial record M([MemoryText] string First, [property: {|NIKA150:MemoryText|}] string Second);""",
        "[MemoryText] has no effect on 'M.Second', an earlier member is the text already: take it away")]
    [InlineData(
        """[Message("m"), {|NIKA150:Contract("x")|}] public partial record M(JobId JobId);""",
        "[Contract(…)] has no effect on 'M', a message has its name and version from [Message], and a pipeline is a class of its own: take it away")]
    [InlineData(
        """[{|NIKA150:Step(1, "a")|}] public static class M;""",
        "[Step] has no effect on 'M', only a class with [Contract(\"…\")] has steps: take it away")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h"), MaxLength(10), Retention("7d")] public partial record M(int N);""")]
    [InlineData("""[Message("m"), Signal, Ttl("1h")] public partial record M(JobId JobId, [MemoryText] string Text, string Summary);""")]
    [InlineData("""[MaxLength(10)] public record NoMessage(int Number);""")]
    [InlineData("""[Message("m"), Contract] public partial record M(JobId JobId);""")]
    [InlineData("""[Step(1, "a"), Contract("p")] public static class P;""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData("""[Message("m"), Signal, MaxLength(10)] public partial record M(JobId JobId);""", """[Message("m"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Signal] [MaxLength(10), Retention("1h")] public partial record M(JobId JobId);""", """[Message("m"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Telemetry] public partial record M([MemoryText] int Number, [property: MemoryText, WireName("o")] long Other);""", """[Message("m"), Telemetry] public partial record M(int Number, [property: WireName("o")] long Other);""")]
    [InlineData("""[Message("m"), Contract("x", Version = 2)] public partial record M(JobId JobId);""", """[Message("m"), Contract] public partial record M(JobId JobId);""")]
    [InlineData("""[Step(1, "a"), Serializable] public class M;""", """[Serializable] public class M;""")]
    public Task It_is_fixed_by_taking_it_away(string before, string after) => VerifyFix.FixesAllAsync(WithoutEffectFix.Key, new Scenario(Sources.In(before)), new Scenario(Sources.In(after)));
}
