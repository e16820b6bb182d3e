using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Contracts;

/// <summary>Where the analyzer looks, where it does not, and where it points when a problem is elsewhere.</summary>
public sealed class ContractAnalyzerTests
{
    private const string Base = "namespace Far { public abstract class Base { public object? Any { get; set; } } }";
    private const string Derived = "namespace App { [MessagePart] public sealed partial class Near : Far.Base; }";

    [Fact]
    public async Task Without_the_library_nothing_is_looked_at()
    {
        // The attributes are here under their full names, but messages are not: whatever this is, it is not ours.
        const string Lone = "namespace Nika.Messaging { public sealed class IdAttribute : Attribute; } namespace App { [Id] public struct Lone; }";
        var compilation = Source.Compile(Lone);
        var without = compilation.WithReferences(compilation.References.Where(r => !Path.GetFileName(r.Display)!.StartsWith("Nika.", StringComparison.Ordinal)));
        Assert.Empty(without.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS1591"));

        Assert.Empty(await Verify.DiagnosticsOf(without));

        const string Message = "namespace Nika.Messaging { public sealed class MessageAttribute : Attribute; }";
        Assert.Equal(["NIKA101"], (await Verify.DiagnosticsOf(without.AddSyntaxTrees(Source.Tree(Message, "/src/Source1.cs")))).Select(d => d.Id));
    }

    [Fact]
    public Task All_that_is_wrong_is_said_at_once() => Verify.ReportsAsync(
        Sources.In("""[Message("m"), {|NIKA102:Stream("a:{Desk}")|}] public record {|NIKA101:M|}(DeskId Desk, object {|NIKA106:Any|});"""),
        "'M' has no time to live: write one beside its layer, such as [Ttl(\"10m\")]",
        "'M' is not partial, so that nothing can be generated for 'M': write 'partial' before its 'record', 'class', 'struct' or 'interface'",
        "'M.Any' is a 'object', which has no form on the wire: use a string, char, bool, number, enum, id, Guid, date, time, Uri, Version, byte[], JsonElement, [MessagePart] type, an array, list, set or dictionary of these, or write [JsonCodec(typeof(…))]");

    [Fact]
    public Task A_type_in_several_files_is_reported_once_where_the_fault_is() => Verify.ReportsAsync(
        [
            "namespace App; public sealed partial record M(JobId JobId);",
            "namespace App; [{|NIKA109:Message(\"m\")|}] public partial record M;",
        ],
        ["'M' is on 0 layers: write exactly one of [Signal], [WorkingMemory], [Contract], [EntityFeed], [Telemetry], [BusMessage], [Stream] and [Hash]"]);

    [Fact]
    public Task What_another_tool_wrote_is_no_exception() => Verify.ReportsAsync(
        "namespace App; [System.CodeDom.Compiler.GeneratedCode(\"tool\", \"1\"), Id] public readonly struct {|NIKA101:TaskId|};",
        "'TaskId' is not partial, so that nothing can be generated for 'TaskId': write 'partial' before its 'record', 'class', 'struct' or 'interface'");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_member_from_another_assembly_is_reported_at_the_type(bool isCompiled)
    {
        var far = Source.Compile(Base).WithAssemblyName("Far");
        var near = Source.Compile(Derived).AddReferences(isCompiled ? Compiled.Image(far) : far.ToMetadataReference());

        var found = Assert.Single(await Verify.DiagnosticsOf(Generation.Of(near).Output));

        Assert.Equal("NIKA106", found.Id);
        Assert.Equal("Near", found.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(found.Location.SourceSpan));
    }

    [Fact]
    public async Task A_misplaced_attribute_is_left_to_the_compiler()
    {
        var compilation = Source.Compile("namespace App; [Message(\"m\")] public interface IMessageLike; [Id] public enum IdLike; [Handler] public delegate void HandlerLike(); [NikaClient] public partial class ClientLike;");

        Assert.Empty(await Verify.DiagnosticsOf(compilation));
        Assert.Equal(4, compilation.GetDiagnostics(TestContext.Current.CancellationToken).Count(d => d.Id == "CS0592"));
    }

    [Fact]
    public async Task A_type_that_the_compiler_does_not_know_is_left_to_it()
    {
        var generation = Generation.Of("namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId, Missing Missing);");

        Assert.Empty(await Verify.DiagnosticsOf(generation.Output));
        Assert.Equal(["CS0246"], generation.Complaints.Select(d => d.Id).Where(id => id != "CS1591").Distinct());
    }

    [Fact]
    public Task A_pragma_is_heeded() => Verify.IsSilentAsync(
        "namespace App;\n#pragma warning disable NIKA101\n[Id] public readonly struct TaskId;\n#pragma warning restore NIKA101\n");
}
