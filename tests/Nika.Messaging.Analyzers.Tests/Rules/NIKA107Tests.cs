using Microsoft.CodeAnalysis;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>Two messages have the same wire name, or a key that they spoil for each other.</summary>
public sealed class NIKA107Tests
{
    [Theory]
    [InlineData(
        """[{|NIKA107:Message("m")|}, Signal] public partial record A(JobId JobId); [{|NIKA107:Message("m", Version = 2)|}, Telemetry] public partial record B(int Number);""",
        "'m' is the wire name of 'A' and of 'App.B', which readers cannot tell apart: write another for one of them",
        "'m' is the wire name of 'B' and of 'App.A', which readers cannot tell apart: write another for one of them")]
    [InlineData(
        """[Message("a"), {|NIKA107:WorkingMemory("pages")|}] public partial record A(JobId JobId); [Message("b"), {|NIKA107:WorkingMemory("pages")|}] public partial record B(JobId JobId);""",
        "'nika:wm:{job_id}:pages' is the key of 'A' and of 'App.B', which delete each other's fields: write another for one of them",
        "'nika:wm:{job_id}:pages' is the key of 'B' and of 'App.A', which delete each other's fields: write another for one of them")]
    [InlineData(
        """[Message("a"), {|NIKA107:Hash("desk:{Desk}")|}, Ttl("1h")] public partial record A(DeskId Desk); [Message("b"), {|NIKA107:Hash("desk:{Other}")|}, Ttl("1h")] public partial record B(DeskId Other);""",
        "'desk:{desk}' is the key of 'A' and of 'App.B', which delete each other's fields: write another for one of them",
        "'desk:{other}' is the key of 'B' and of 'App.A', which delete each other's fields: write another for one of them")]
    [InlineData(
        """[Message("a"), {|NIKA107:Stream("x")|}, Ttl("1h"), MaxLength(10)] public partial record A(int N); [Message("b"), {|NIKA107:Stream("x")|}, Ttl("2h"), MaxLength(10)] public partial record B(int N);""",
        "'x' is the key of 'A' and of 'App.B', whose times to live and bounds differ, so that the last one to write decides: write another for one of them",
        "'x' is the key of 'B' and of 'App.A', whose times to live and bounds differ, so that the last one to write decides: write another for one of them")]
    [InlineData(
        """[{|NIKA107:Message("job_completed")|}, Signal] public partial record Done(JobId JobId);""",
        "'job_completed' is the wire name of 'Done' and of 'Nika.Messaging.JobCompleted, Nika.Messaging', which readers cannot tell apart: write another for one of them")]
    public Task It_is_reported_where_it_is(string source, params string[] messages) => Verify.ReportsAsync(Sources.In(source), messages);

    [Theory]
    [InlineData("""[Message("a"), Stream("x"), Ttl("1h"), MaxLength(10)] public partial record A(int N); [Message("b"), Stream("x"), Ttl("1h"), MaxLength(10)] public partial record B(int N);""")]
    [InlineData("""[Message("a"), Signal] public partial record A(JobId JobId); [Message("b"), Signal, Ttl("5m")] public partial record B(JobId JobId);""")]
    [InlineData("""[Message("a"), Contract] public partial record A(JobId JobId); [Message("b"), Contract] public partial record B(JobId JobId);""")]
    [InlineData("""[Message("a"), WorkingMemory("pages")] public partial record A(JobId JobId); [Message("b"), WorkingMemory("pages-{Desk}")] public partial record B(JobId JobId, DeskId Desk);""")]
    [InlineData("""[Other.Message("ok")] public partial record A(int N); [MessagePart] public partial record B(int N);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_in_a_referenced_assembly_is_found(bool isCompiled)
    {
        const string Far = "namespace Far; public static partial class Outer { [Message(\"tick\"), Hash(\"x:{Job}\"), Ttl(\"1h\")] internal sealed partial record Tick(JobId Job); }";
        var contracts = Generation.Of(Source.Compile(Far).WithAssemblyName("Far")).Output;
        var pod = Source.Compile("namespace App; [Message(\"tick\"), Hash(\"x:{Id}\"), Ttl(\"1h\")] public sealed partial record Mine(JobId Id);")
            .AddReferences(isCompiled ? Compiled.Image(contracts) : contracts.ToMetadataReference());

        var found = await Verify.DiagnosticsOf(Generation.Of(pod).Output);

        Assert.Equal(
            [
                "'tick' is the wire name of 'Mine' and of 'Far.Outer.Tick, Far', which readers cannot tell apart: write another for one of them",
                "'x:{id}' is the key of 'Mine' and of 'Far.Outer.Tick, Far', which delete each other's fields: write another for one of them",
            ],
            found.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public Task A_pragma_is_heeded() => Verify.IsSilentAsync(
        "namespace App;\n#pragma warning disable NIKA107\n[Message(\"m\"), Signal] public sealed partial record A(JobId JobId); [Message(\"m\"), Signal] public sealed partial record B(JobId JobId);\n");

    [Fact]
    public Task A_suppression_is_heeded() => Verify.ReportsAsync(
        "namespace App; [Message(\"m\"), Signal, System.Diagnostics.CodeAnalysis.SuppressMessage(\"Nika.Contracts\", \"NIKA107\")] public sealed partial record A(JobId JobId); [{|NIKA107:Message(\"m\")|}, Signal] public sealed partial record B(JobId JobId);",
        "'m' is the wire name of 'B' and of 'App.A', which readers cannot tell apart: write another for one of them");
}
