using Nika.Messaging.Analyzers.Tests.Harness;

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
}
