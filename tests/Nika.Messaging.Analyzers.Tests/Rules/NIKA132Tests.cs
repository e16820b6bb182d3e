using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A step has a role that no handler has.</summary>
public sealed class NIKA132Tests
{
    private const string Message = "Nobody here has the role 'writer' of step 'a': do the step with AddStep, or write a [Handler(\"role:writer\")], unless another pod has it";

    [Theory]
    [InlineData("""[Contract("p"), Step(1, "a", {|NIKA132:Role = "writer"|})] public static partial class P; [Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", {|NIKA132:Role = "writer"|})] public static partial class P; [Handler("writer")] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", {|NIKA132:Role = "writer"|})] public static partial class P; [Handler("role:writers")] public partial class H { public Task HandleAsync(Ask ask) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", {|NIKA132:Role = "writer"|})] public static partial class P; [Other.Handler] public class Not; [Handler("role:reader")] public partial class H { public Task HandleAsync(Ask ask) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", {|NIKA132:Role = "writer"|}), Step(2, "b", Role = "reader")] public static partial class P; public static class Pod { public static INikaBuilder Of(INikaBuilder pod) => pod.AddStep(P.B, static (_, _, _) => default); }""")]
    public Task It_is_reported_where_it_is(string source) => Verify.ReportsAsync(Sources.In(source + Ask), Message);

    [Theory]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class P; [Handler("role:writer")] public partial class H { public Task HandleAsync(Ask ask) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class P; [Handler("cg:worker:writer")] public partial class H { public Task HandleAsync(Job job) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a")] public static partial class P; [Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }""")]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class P;""")]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class P; public static class Pod { public static INikaBuilder Of(INikaBuilder pod) => pod.AddStep(P.A, static (_, _, _) => default); }""")]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class A; public static class Pod { public static INikaBuilder Of(INikaBuilder pod) => pod.AddStep(A.AStep, static (_, _, _) => default); }""")]
    [InlineData("""[Contract("p"), Step(1, "a", Role = "writer")] public static partial class P; public static class Pod { public static async Task RunAsync(INika nika, JobId job, CancellationToken stop) { await using var claim = await P.A.ClaimAsync(nika, job, stop); } }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source + Ask));

    [Theory]
    [InlineData("role:writer", false)]
    [InlineData("role:reader", true)]
    public async Task A_handler_of_a_reference_counts(string group, bool isReported)
    {
        string far = "namespace Far; [Message(\"ask\"), Signal(SignalKind.Request)] public sealed partial record Ask(JobId JobId);"
            + "[Handler(\"" + group + "\")] internal sealed partial class H { public Task HandleAsync(Ask ask) => Task.CompletedTask; }";
        var handlers = Generation.Of(Source.Compile(far).WithAssemblyName("Far")).Output;
        var near = Source.Compile("namespace App; [Contract(\"p\"), Step(1, \"a\", Role = \"writer\")] public static partial class P;").AddReferences(handlers.ToMetadataReference());

        var found = await Verify.DiagnosticsOf(Generation.Of(near).Output);

        Assert.Equal(isReported ? ["NIKA132"] : [], found.Select(d => d.Id));
        Assert.All(found, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
    }

    private const string Ask = """
        [Message("ask"), Signal(SignalKind.Request)] public sealed partial record Ask(JobId JobId);
        [Message("job"), EntityFeed, Meta(Domain = "x")] public sealed partial record Job(EntityId EntityId, EntityStatus Status);
        """;
}
