using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A duration cannot be read, or does not do.</summary>
public sealed class NIKA103Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Hash("a"), {|NIKA103:Ttl("soon")|}] public partial record M(int Number);""",
        """'soon' is no duration for 'M', write a whole number and a unit: ms, s, m, h or d: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Hash("a"), {|NIKA103:Ttl("")|}] public partial record M(int Number);""",
        """'' is no duration for 'M', write a whole number and a unit: ms, s, m, h or d: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Hash("a"), {|NIKA103:Ttl("1.5h")|}] public partial record M(int Number);""",
        """'1.5h' is no duration for 'M', write a whole number and a unit: ms, s, m, h or d: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Hash("a"), {|NIKA103:Ttl("0s")|}] public partial record M(int Number);""",
        """'0s' is no duration for 'M', it must be more than nothing: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Hash("a"), {|NIKA103:Ttl("4000d")|}] public partial record M(int Number);""",
        """'4000d' is no duration for 'M', it is longer than ten years: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Signal, {|NIKA103:Ttl("3h")|}] public partial record M(JobId JobId);""",
        """'3h' is no duration for 'M', it is longer than the layer's own: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[Message("m"), Stream("a"), Ttl("1h"), {|NIKA103:Retention("1w")|}] public partial record M(int Number);""",
        """'1w' is no duration for 'M', write a whole number and a unit: ms, s, m, h or d: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    [InlineData(
        """[{|NIKA103:Handler("cg:mine", TimeLimit = "soon")|}] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }""",
        """'soon' is no duration for 'H', write a whole number and a unit: ms, s, m, h or d: write one such as "30s", "10m" or "2h", at most its layer's own""")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Hash("a"), Ttl("1ms")] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Hash("a"), Ttl("3650d")] public partial record M(int Number);""")]
    [InlineData("""[Message("m"), Signal, Ttl("2h")] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Stream("a"), Ttl("1h"), Retention("7d")] public partial record M(int Number);""")]
    [InlineData("""[Handler("cg:mine", TimeLimit = "90s")] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }""")]
    [InlineData("""[Ttl("soon")] public record NoMessage(int Number);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
