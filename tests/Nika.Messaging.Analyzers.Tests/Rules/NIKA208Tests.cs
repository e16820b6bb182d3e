using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A worker declares work that none of its handlers takes.</summary>
public sealed class NIKA208Tests
{
    private const string Worker = """
        [Message("taken"), EntityFeed, Meta(Domain = "x")] public sealed partial record Taken(EntityId EntityId, EntityStatus Status);
        [Handler("cg:worker")] public sealed partial class Worker { public Task HandleAsync(Taken taken) => Task.CompletedTask; }
        """;

    [Theory]
    [InlineData("""[{|NIKA208:Message("m")|}, EntityFeed, Meta(Domain = "x")] public sealed partial record M(EntityId EntityId, EntityStatus Status);""", "workers, when it is created")]
    [InlineData("""[{|NIKA208:Message("m")|}, EntityFeed, Meta(Domain = "x")] public sealed partial record M(EntityId EntityId, EntityStatus Status); [Handler("cg:monitor")] public sealed partial class Monitor { public Task HandleAsync(M m) => Task.CompletedTask; }""", "workers, when it is created")]
    [InlineData("""[{|NIKA208:Message("m")|}, Signal(SignalKind.Request)] public sealed partial record M(JobId JobId);""", "one pod of a role")]
    [InlineData("""[{|NIKA208:Message("m")|}, BusMessage(SignalKind.Request)] public sealed partial record M(JobId? JobId); [Handler] public sealed partial class Follower { public Task HandleAsync(M m) => Task.CompletedTask; }""", "one pod of a role")]
    public Task It_is_reported_where_it_is(string source, string worker) => Verify.ReportsAsync(
        In(source), $"'M' is work for {worker}, and no handler of this pod takes it: write one, unless it is for another pod");

    [Theory]
    [InlineData("""[Message("m"), Signal] public sealed partial record M(JobId JobId);""")]
    [InlineData("""[Message("m"), BusMessage] public sealed partial record M(JobId JobId); [Message("n"), WorkingMemory("n")] public sealed partial record N(JobId JobId);""")]
    [InlineData("""[Message("m"), Signal(SignalKind.Request)] public sealed partial record M(JobId JobId); [Handler("role:x")] public sealed partial class H : Base; public abstract class Base { public Task HandleAsync(M m) => Task.CompletedTask; }""")]
    [InlineData("""[Message("m"), EntityFeed, Meta(Domain = "x")] public sealed partial record M(EntityId EntityId, EntityStatus Status); [Handler("cg:worker:x")] public sealed partial class H { public Task HandleAsync(M m) => Task.CompletedTask; }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(In(source));

    [Fact]
    public Task What_is_no_worker_need_take_no_work() => Verify.IsSilentAsync(Scenario.Pod(
        """namespace App; [Message("m"), Signal(SignalKind.Request)] public sealed partial record M(JobId JobId); [Message("n"), Signal] public sealed partial record N(JobId JobId); [Handler] public sealed partial class H { public Task HandleAsync(N n) => Task.CompletedTask; }"""));

    [Fact]
    public Task What_is_no_pod_is_silent() => Verify.IsSilentAsync(
        In("""[Message("m"), Signal(SignalKind.Request)] public sealed partial record M(JobId JobId);""") with { Properties = new Dictionary<string, string>(StringComparer.Ordinal) });

    [Fact]
    public async Task Handlers_of_references_take_their_part()
    {
        var contracts = Generation.Of(Source.Compile("""namespace Far; [Message("m"), Signal(SignalKind.Request)] public sealed partial record Theirs(JobId JobId); [Message("n"), Signal(SignalKind.Request)] public sealed partial record Other(JobId JobId);""").WithAssemblyName("Far")).Output;
        var handlers = Generation.Of(Source.Compile("""namespace Near; [Handler("role:x")] public sealed partial class H { public Task HandleAsync(Far.Theirs m) => Task.CompletedTask; }""").WithAssemblyName("Near").AddReferences(contracts.ToMetadataReference())).Output;

        await Verify.IsSilentAsync(In("") with { References = [contracts.ToMetadataReference(), handlers.ToMetadataReference()] });
    }

    private static Scenario In(string source) => Scenario.Pod("namespace App;\n" + source + "\n" + Worker);
}
