using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member's wire name has to be quoted by other tools.</summary>
public sealed class NIKA151Tests
{
    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, [{|NIKA151:WireName("step id")|}] int Step);""", "M.Step", "step id")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, int {|NIKA151:Größe|});""", "M.Größe", "größe")]
    [InlineData("""[MessagePart] public partial class P { [{|NIKA151:WireName("a,b")|}] public int Both { get; set; } }""", "P.Both", "a,b")]
    [InlineData("""[MessagePart] public partial record P([property: {|NIKA151:WireName("größe in m²")|}] int N);""", "P.N", "größe in m²")]
    public Task It_is_reported_where_it_is(string source, string member, string name) => Verify.ReportsAsync(
        Sources.In(source), $"'{name}' is the wire name of '{member}', which other tools must quote: write one of ASCII letters, digits and '_' with [WireName]");

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, [WireName("stepId")] int Step, [WireName("$ref")] string Ref, [WireName("a.b-c")] int Other);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, [WireName("size")] int Größe);""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId, Mood Mood); public enum Mood { [WireName("so so")] Fair }""")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId) { public int Länge => 1; }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
