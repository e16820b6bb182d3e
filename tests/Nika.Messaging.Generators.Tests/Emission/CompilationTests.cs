using System.Reflection;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Generators.Tests.Emission;

/// <summary>What is generated compiles without a warning, in projects that turn every warning into an error.</summary>
public sealed class CompilationTests
{
    [Fact]
    public void The_messages_of_this_project_do()
    {
        string project = typeof(CompilationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        string[] sources = [.. Directory.GetFiles(Path.Combine(project, "Messages"), "*.cs").Select(f => File.ReadAllText(f).Replace("using System.Collections.Immutable;\n", "", StringComparison.Ordinal))];
        Assert.NotEmpty(sources);
        AssertClean(Generation.Of(sources));
    }

    [Theory]
    [InlineData("""
        namespace @event.@class;
        [Id] public readonly partial struct @struct;
        public enum @enum { @default, @case, [Fallback] @else }
        [MessagePart] public partial record @record(int @int, @record? @null);
        [Message("keywords"), Hash("k:{struct}"), Ttl("1h")]
        public partial record @params(@struct @struct, @enum @enum, @record @record, string @string, @enum? @this, List<@enum> @base, int @value, int @reader, int @writer, int @seen, int @name, int @message, int @error, int @fields, int @text, int @rest, int @blank, int @given, int @some, int @items, int @i);
        [Handler] public partial class @static { public ValueTask HandleAsync(@sealed @sealed) => default; }
        [Message("sealed_one"), Signal] public partial record @sealed(JobId JobId);
        """)]
    [InlineData("""
        [Message("global_one"), Signal] public partial record InTheGlobalNamespace(JobId JobId);
        """)]
    [InlineData("""
        namespace App.System { public class String; public class TimeSpan; }
        namespace App.Nika.Messaging { public class JsonReader; }
        namespace App { [Message("m"), Signal] public partial record Shadowed(global::Nika.Messaging.JobId JobId, TimeSpan Span) { public class Descriptor; public void WriteJson() { } public int KeyTemplate => 1; } }
        """)]
    [InlineData("""
        namespace App;
        [Message("defaults"), Signal]
        public partial record Defaults(
            JobId JobId, int A = -5, long B = long.MaxValue, ulong C = ulong.MaxValue, short D = -1, byte E = 2, float F = 1.5f, double G = double.NaN, double H = double.NegativeInfinity,
            decimal I = 1.50m, string J = "a \"quote\"\n", string? K = null, bool L = true, DayOfWeek M = DayOfWeek.Friday, DayOfWeek? N = DayOfWeek.Monday, int? O = 3, int? P = null,
            Guid Q = default, ImmutableArray<int> R = default, string S = null!, sbyte T = -1, uint U = 7, ushort V = 8, DayOfWeek W = (DayOfWeek)(-1), float X = float.PositiveInfinity);
        """)]
    [InlineData("""
        namespace App;
        public partial record Base { public int Inherited { get; init; } = 3; public virtual string Virtual { get; set; } = ""; }
        [Message("derived"), Signal] public partial record Derived(JobId JobId) : Base { public override string Virtual { get; set; } = "x"; }
        [Message("more"), Signal] public partial record More(JobId JobId, int N) : Derived(JobId);
        """)]
    [InlineData("""
        namespace App;
        [Message("empty"), BusMessage] public partial record Empty;
        [Message("empty_struct"), BusMessage] public partial struct EmptyStruct;
        [MessagePart] public partial class EmptyPart;
        public enum NoNames;
        [MessagePart] public partial class WithNoNames { public NoNames None { get; set; } }
        """)]
    [InlineData("""
        namespace App;
        [Message("required_members"), Contract]
        public partial class RequiredMembers
        {
            [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
            public RequiredMembers(JobId jobId) { JobId = jobId; }
            public required JobId JobId { get; init; }
            public string? Note { get; private set; }
            public int[] Numbers { get; init; } = [];
        }
        [Message("required_twice"), Contract]
        public partial record RequiredTwice(JobId JobId) { public required string Name { get; init; } public string Other { get; init; } = ""; }
        [Message("obsolete_members"), Contract]
        public partial record ObsoleteMembers(JobId JobId) { [Obsolete("old")] public string? Old { get; init; } }
        """)]
    [InlineData("""
        namespace App;
        public enum Small : byte { A, B }
        public enum Big : ulong { A = ulong.MaxValue, B = 0 }
        [Flags] public enum Bits { None = 0, One = 1, Two = 2, Both = One | Two }
        public static class Left { public enum Same { A } }
        public static class Right { public enum Same { B } }
        [MessagePart] public partial record Enums(Small Small, Big Big, Bits Bits, Left.Same Left, Right.Same Right, List<Small> Smalls, Small?[] Perhaps, ConsoleColor Color, EntityKind Kind);
        """)]
    [InlineData("""
        #nullable disable
        namespace App;
        [Message("oblivious"), Signal] public partial record Oblivious(JobId JobId, string Text, string[] Texts, List<int> Numbers);
        """)]
    [InlineData("""
        namespace App;
        [MessagePart] public partial struct PartStruct { public int X; public readonly int Y => X; }
        [Message("structs"), Signal] public readonly partial record struct Structs(JobId JobId, PartStruct Part, PartStruct? Perhaps, PartStruct[] Parts, IReadOnlyList<PartStruct?> Gaps, ReadOnlyMemory<byte>[] Blobs, byte[][] More, ReadOnlyMemory<byte>?[] Sparse, ImmutableArray<int>? None, List<List<string?>?>? Deep);
        [MessagePart] public partial record Outer(Structs Inner);
        """)]
    public void Strange_but_allowed_contracts_do(string source) => AssertClean(Generation.Of(source));

    [Fact]
    public void A_message_of_seventy_members_does()
    {
        string members = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"int M{i}"));
        var generation = Generation.Of($"namespace App; [MessagePart] public partial record Wide({members});");
        AssertClean(generation);
        Assert.Contains("stackalloc ulong[2];", generation.Files["App.Wide.Part.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Line_endings_are_the_same_on_every_machine() =>
        Assert.All(Generation.Of("namespace App;\r\n[Message(\"m\"), Signal]\r\npublic partial record M(JobId JobId);\r\n").Files.Values, text => Assert.DoesNotContain('\r', text));

    [Theory]
    [InlineData("Repo.Audit", "RepoAudit")]
    [InlineData("my-pod.tests", "MyPodTests")]
    [InlineData("3d_tools", "_3d_tools")]
    [InlineData("A", "A")]
    public void The_registration_is_named_after_the_assembly(string assembly, string name)
    {
        var compilation = Source.Compile("namespace App; [Message(\"m\"), Signal] public partial record M(JobId JobId); [Handler] public partial class H { public Task HandleAsync(M m) => Task.CompletedTask; }");
        var generation = Generation.Of(compilation.WithAssemblyName(assembly));
        AssertClean(generation);
        Assert.Contains($"public static class {name}Registration", generation.Files["Registration.g.cs"], StringComparison.Ordinal);
        Assert.Contains($" Add{name}(this ", generation.Files["Registration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_handlers_has_no_registration() =>
        Assert.Equal(["App.M.Message.g.cs"], Generation.Of("namespace App; [Message(\"m\"), Signal] public partial record M(JobId JobId);").Files.Keys);

    /// <summary>The sources here have no documentation comments; what is generated must.</summary>
    private static void AssertClean(Generation generation)
    {
        Assert.NotEmpty(generation.Files);
        var own = generation.Input.SyntaxTrees.ToHashSet();
        Assert.DoesNotContain(generation.Complaints, d => d.Id != "CS1591" || d.Location.SourceTree is not { } tree || !own.Contains(tree));
    }
}
