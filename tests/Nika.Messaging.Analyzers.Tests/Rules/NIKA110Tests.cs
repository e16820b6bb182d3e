using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A transition has neither a domain nor an intent.</summary>
public sealed class NIKA110Tests
{
    private const string Message = "Memory cannot find 'M', since neither a domain nor an intent reaches its envelope: write [Meta(Domain = \"…\", Intent = \"…\")] on it, or feed them with [Meta(MetaField.Domain)] on a member";

    [Theory]
    [InlineData("""[Message("m"), EntityFeed] public partial record {|NIKA110:M|}(EntityId EntityId, EntityStatus Status);""")]
    [InlineData("""[Message("m"), EntityFeed, Meta(Tags = ["x"])] public partial record {|NIKA110:M|}(EntityId EntityId, EntityStatus Status, string Domain);""")]
    public Task It_is_reported_where_it_is(string source) => Verify.ReportsAsync(Sources.In(source), Message);

    [Theory]
    [InlineData("""[Message("m"), EntityFeed, Meta(Domain = "hooks")] public partial record M(EntityId EntityId, EntityStatus Status);""")]
    [InlineData("""[Message("m"), EntityFeed, Meta(Intent = "refactor")] public partial record M(EntityId EntityId, EntityStatus Status);""")]
    [InlineData("""[Message("m"), EntityFeed] public partial record M(EntityId EntityId, EntityStatus Status, [Meta(MetaField.Intent)] string Why);""")]
    [InlineData("""[Message("m"), BusMessage(Remember = true)] public partial record M(string Summary);""")]
    [InlineData("""[Message("m"), Telemetry] public partial record M(EntityId EntityId, EntityStatus Status);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
