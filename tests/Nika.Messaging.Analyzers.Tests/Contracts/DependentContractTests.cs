using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Contracts;

/// <summary>A contract made of a refused one is not emitted either: the one error is not buried under those of code that nobody wrote.</summary>
public sealed class DependentContractTests
{
    private const string Part = "[MessagePart] public sealed partial record Step(object {|NIKA106:Any|});";
    private const string Unsupported = "'Step.Any' is a 'object', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]";

    [Theory]
    [InlineData("[Message(\"m\"), Signal] public sealed partial record M(JobId JobId, Step Step);")]
    [InlineData("[Message(\"m\"), Signal] public sealed partial record M(JobId JobId, ImmutableArray<Step[]> Steps);")]
    [InlineData("[Message(\"m\"), Signal] public sealed partial record M(JobId JobId, Outer? Outer); [MessagePart, MaxDepth(4)] public sealed partial record Outer(List<Outer> All, Step Step);")]
    [InlineData("[Message(\"m\"), Signal] public sealed partial record M(JobId JobId, Step Step); [Handler] public sealed partial class Worker { public ValueTask HandleAsync(M m) => default; }")]
    public async Task What_uses_a_refused_part_adds_no_error(string source)
    {
        string marked = Sources.In(Part + source);
        await Verify.ReportsAsync(marked, Unsupported);
        Assert.Equal(["App.DeskId.Id.g.cs", "App.Ok.Message.g.cs", "App.OkHash.Message.g.cs"], Generation.Of(MarkedSource.Parse(marked).Text).Files.Keys);
    }

    [Fact]
    public Task What_uses_a_refused_id_adds_no_error() => Verify.ReportsAsync(
        Sources.In("[Id] public readonly struct {|NIKA101:TaskId|}; [Message(\"m\"), Stream(\"a:{Task}\"), Ttl(\"1h\")] public sealed partial record M(TaskId Task, TaskId? Other);"),
        "'TaskId' is not partial, so that nothing can be generated for 'TaskId': write 'partial' before its 'record', 'class', 'struct' or 'interface'");

    [Fact]
    public Task A_handler_of_a_refused_message_adds_no_error() => Verify.ReportsAsync(
        Sources.In("[{|NIKA109:Message(\"m\")|}] public sealed partial record M(JobId JobId); [Handler] public sealed partial class Worker { public ValueTask HandleAsync(M m) => default; }"),
        "'M' is on 0 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]");

    [Fact]
    public Task A_part_that_contains_itself_is_valid() => Verify.IsSilentAsync(
        Sources.In("[Message(\"m\"), Signal] public sealed partial record M(JobId JobId, Tree Tree); [MessagePart, MaxDepth(4)] public sealed partial record Tree(ImmutableArray<Tree> Children, M? Message);"));
}
