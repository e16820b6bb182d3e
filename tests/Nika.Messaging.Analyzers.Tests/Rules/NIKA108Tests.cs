using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Two members, or two values of an enum, have the same wire name.</summary>
public sealed class NIKA108Tests
{
    [Theory]
    [InlineData(
        """[MessagePart] public partial record P(int StepId, [property: {|NIKA108:WireName("step_id")|}] int Other);""",
        "'step_id' is the wire name of several members or values of 'P': give one of them another with [WireName]")]
    [InlineData(
        "[MessagePart] public partial record P(int StepId, int {|NIKA108:Step_Id|});",
        "'step_id' is the wire name of several members or values of 'P': give one of them another with [WireName]")]
    [InlineData(
        """[MessagePart] public partial record P(Twins {|NIKA108:Twins|}); public enum Twins { AB, [WireName("ab")] Other }""",
        "'ab' is the wire name of several members or values of 'Twins': give one of them another with [WireName]")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[MessagePart] public partial record P(int StepId, [property: WireName("step_Id")] int Other);""")]
    [InlineData("""[MessagePart] public partial record P(int N) { [WireName("n")] public int Computed => N; }""")]
    [InlineData("[MessagePart] public partial record P(Alias Alias); public enum Alias { One, First = One }")]
    [InlineData("""public record NoMessage(int StepId, [property: WireName("step_id")] int Other);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
