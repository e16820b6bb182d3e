using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A message is on no layer, or on several.</summary>
public sealed class NIKA109Tests
{
    [Theory]
    [InlineData(
        """[{|NIKA109:Message("m")|}] public partial record M(JobId JobId);""",
        "'M' is on 0 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]")]
    [InlineData(
        """[{|NIKA109:Message("m")|}, Signal, Contract] public partial record M(JobId JobId);""",
        "'M' is on 2 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]")]
    [InlineData(
        """[{|NIKA109:Message("m")|}, Other.Signal] public partial record M(JobId JobId);""",
        "'M' is on 0 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), Signal, Other.Signal] public partial record M(JobId JobId);""")]
    [InlineData("[MessagePart] public partial record P(int Number);")]
    [InlineData("[Signal, Contract] public record NoMessage(JobId JobId);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
