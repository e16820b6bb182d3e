using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Contracts;

/// <summary>Contracts as people write them: every layer, nothing to report.</summary>
public sealed class ValidContractTests
{
    [Theory]
    [InlineData("[Message(\"step_result\"), Signal(SignalKind.Result)] public sealed partial record StepResult(JobId JobId, int Step, string Summary);")]
    [InlineData("[Message(\"page_set\"), WorkingMemory(\"pages\")] public sealed partial record PageSet(JobId JobId, ImmutableArray<string> Urls);")]
    [InlineData("[Message(\"plan\"), Contract] public sealed partial class Plan { public required JobId JobId { get; init; } public string? Name { get; set; } }")]
    [InlineData("[Message(\"job_changed\"), EntityFeed, Meta(Domain = \"hooks\", Intent = \"refactor\")] public sealed partial record JobChanged(EntityId EntityId, EntityStatus Status, string Summary);")]
    [InlineData("[Message(\"tool_used\"), Telemetry] public readonly partial record struct ToolUsed(string Tool, TimeSpan Took, SessionId? SessionId = null);")]
    [InlineData("[Message(\"review\", Version = 2), BusMessage(SignalKind.Request, Remember = true)] public sealed partial record Review(JobId? JobId, [MemoryText] string Text);")]
    [InlineData("[Message(\"price_tick\"), Stream(\"desk:{Desk}:ticks\"), Ttl(\"10m\"), MaxLength(10_000)] public readonly partial record struct PriceTick(DeskId Desk, decimal Price);")]
    [InlineData("[Message(\"limits\"), Hash(\"desk:{Desk}:limits\"), Ttl(\"7d\")] public sealed partial record Limits(DeskId Desk, IReadOnlyList<Limit> All); [MessagePart, MaxDepth(4)] public sealed partial record Limit(string Name, decimal Most, Limit? Next = null);")]
    [InlineData("[Handler(\"cg:mine\", SignificantOnly = true)] public sealed partial class Worker(IServiceProvider services) { public ValueTask HandleAsync(Ok ok, MessageContext context, CancellationToken cancellation) => services is null ? default : ValueTask.CompletedTask; }")]
    public Task A_valid_contract_gives_no_diagnostics(string source) => Verify.IsSilentAsync(Sources.In(source));
}
