using Nika.Messaging.Contracts;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Generators.Tests.Parsing;

/// <summary>What is wrong with a contract is found with its rule and arguments, and nothing is generated for it.</summary>
public sealed class ProblemTests
{
    private const string Prelude = """
        namespace App;

        [Id] public readonly partial struct DeskId;
        public enum Plain { One, Two }

        """;

    [Theory]
    [InlineData("[Message(\"m\"), Signal] public record M(JobId JobId);", "NIKA101: M, M")]
    [InlineData("public class Outer { [Message(\"m\"), Signal] public partial record M(JobId JobId); }", "NIKA101: M, Outer")]
    [InlineData("[MessagePart] public record P(int Number);", "NIKA101: P, P")]
    [InlineData("[Id] public readonly struct TaskId;", "NIKA101: TaskId, TaskId")]
    [InlineData("[Message(\"m\"), Stream(\"a:{Desk}\")] public partial record M(DeskId Desk);", "NIKA102: M")]
    [InlineData("[Message(\"m\"), Hash(\"a\")] public partial record M(DeskId Desk);", "NIKA102: M")]
    [InlineData("[Message(\"m\"), Hash(\"a\"), Ttl(\"soon\")] public partial record M(DeskId Desk);", "NIKA103: M, soon, write a whole number and a unit: ms, s, m, h or d")]
    [InlineData("[Message(\"m\"), Hash(\"a\"), Ttl(\"0s\")] public partial record M(DeskId Desk);", "NIKA103: M, 0s, it must be more than nothing")]
    [InlineData("[Message(\"m\"), Hash(\"a\"), Ttl(\"-5m\")] public partial record M(DeskId Desk);", "NIKA103: M, -5m, it must be more than nothing")]
    [InlineData("[Message(\"m\"), Hash(\"a\"), Ttl(\"4000d\")] public partial record M(DeskId Desk);", "NIKA103: M, 4000d, it is longer than ten years")]
    [InlineData("[Message(\"m\"), Hash(\"a\"), Ttl(\"99999999999999999999d\")] public partial record M(DeskId Desk);", "NIKA103: M, 99999999999999999999d, write a whole number and a unit: ms, s, m, h or d")]
    [InlineData("[Message(\"m\"), Signal, Ttl(\"3h\")] public partial record M(JobId JobId);", "NIKA103: M, 3h, it is longer than the layer's own")]
    [InlineData("[Message(\"m\"), Stream(\"a\"), Ttl(\"1h\"), Retention(\"1w\")] public partial record M(int N);", "NIKA103: M, 1w, write a whole number and a unit: ms, s, m, h or d")]
    [InlineData("[Message(\"m\"), Hash(\"a:{Dsk}\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, Dsk, there is no such member")]
    [InlineData("[Message(\"m\"), Stream(\"a:{Dsk}\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, Dsk, there is no such member")]
    [InlineData("[Message(\"m\"), Hash(\"a:{Name}\"), Ttl(\"1h\")] public partial record M(string Name);", "NIKA104: M, Name, the member is no id")]
    [InlineData("[Message(\"m\"), Hash(\"a:{Desk}\"), Ttl(\"1h\")] public partial record M(DeskId? Desk);", "NIKA104: M, Desk, the member may be null")]
    [InlineData("[Message(\"m\"), Hash(\"a:{Desk\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, a:{Desk, its braces do not match")]
    [InlineData("[Message(\"m\"), Hash(\"a:}{Desk}\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, a:}{Desk}, its braces do not match")]
    [InlineData("[Message(\"m\"), Hash(\"\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, , the key is empty")]
    [InlineData("[Message(\"m\"), Hash(\"a b\"), Ttl(\"1h\")] public partial record M(DeskId Desk);", "NIKA104: M, a b, a key has no white space or control characters")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(int N);", "NIKA104: M, JobId, the layer needs a member JobId of type JobId")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId? JobId);", "NIKA104: M, JobId, the layer needs a member JobId of type JobId")]
    [InlineData("[Message(\"m\"), Contract] public partial record M(string JobId);", "NIKA104: M, JobId, the layer needs a member JobId of type JobId")]
    [InlineData("[Message(\"m\"), EntityFeed] public partial record M(EntityStatus Status);", "NIKA104: M, EntityId, the layer needs a member EntityId of type EntityId")]
    [InlineData("[Message(\"m\"), EntityFeed] public partial record M(EntityId EntityId);", "NIKA104: M, Status, the layer needs a member of type EntityStatus")]
    [InlineData("[Message(\"m\"), Stream(\"a\"), Ttl(\"1h\")] public partial record M(int N);", "NIKA105: M, a")]
    [InlineData("[Message(\"m\"), Stream(\"a\"), Ttl(\"1h\"), MaxLength(0)] public partial record M(int N);", "NIKA105: M, a")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, object Any);", "NIKA106: M, Any, object, " + ValueParser.NoForm)]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, IntPtr At);", "NIKA106: M, At, nint, " + ValueParser.NoForm)]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, Dictionary<int, int> Map);", "NIKA106: M, Map, System.Collections.Generic.Dictionary<int, int>, whose keys are 'int': JSON has members named by strings only, so use string keys, or a list of a [MessagePart] type")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, List<Half?> Letters);", "NIKA106: M, Letters, System.Collections.Generic.List<System.Half?>, " + ValueParser.NoForm)]
    [InlineData("[MessagePart] public partial record P(int[,] Grid);", "NIKA106: P, Grid, int[*,*], " + ValueParser.NoForm)]
    [InlineData("[Message(\"m\")] public partial record M(JobId JobId);", "NIKA109: M, 0")]
    [InlineData("[Message(\"m\"), Signal, Contract] public partial record M(JobId JobId);", "NIKA109: M, 2")]
    [InlineData("[Message(\"m\"), Signal] public partial record M<T>(JobId JobId);", "NIKA112: M, generic")]
    [InlineData("public partial class Outer<T> { [Message(\"m\"), Signal] public partial record M(JobId JobId); }", "NIKA112: M, generic")]
    [InlineData("[Message(\"m\"), Signal] public abstract partial record M(JobId JobId);", "NIKA112: M, abstract")]
    [InlineData("[Message(\"m\"), Signal] public ref partial struct M { public JobId JobId { get; set; } }", "NIKA112: M, a ref struct")]
    [InlineData("[Message(\"m\"), Signal] file partial record M(JobId JobId);", "NIKA112: M, local to its file")]
    [InlineData("[Id] public readonly partial record struct TaskId;", "NIKA112: TaskId, a record, which brings an equality of its own")]
    [InlineData("[Message(\"m\"), Signal] public partial class M { public M(JobId jobId) => JobId = jobId; public M(JobId jobId, int n) : this(jobId) => N = n; public JobId JobId { get; } public int N { get; } }", "NIKA113: M, the public constructors 'M(JobId jobId)' and 'M(JobId jobId, int n)' match the members")]
    [InlineData("[MessagePart] public partial class P { public P(string text) => N = text.Length; public int N { get; } }", "NIKA113: P, no public constructor matches the members by name and type, and none is without parameters")]
    [InlineData("[Message(\"Step-Result\"), Signal] public partial record M(JobId JobId);", "NIKA114: M, Step-Result, lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters")]
    [InlineData("[Message(\"\"), Signal] public partial record M(JobId JobId);", "NIKA114: M, , lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters")]
    [InlineData("[Message(\"a__b\"), Signal] public partial record M(JobId JobId);", "NIKA114: M, a__b, lower-case letters and digits, words joined by '_', starting with a letter, at most 128 characters")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, [WireName(\"a\\\"b\")] int N);", "NIKA114: N, a\"b, 1 to 128 characters, no quotes, backslashes or control characters")]
    [InlineData("[Message(\"m\"), Contract] public partial record M(JobId JobId, string Type);", "NIKA114: M.Type, type, a hash has fields type and NIKA_META of its own")]
    [InlineData("[Message(\"m\"), WorkingMemory(\"a b\")] public partial record M(JobId JobId);", "NIKA114: M, a b, an artifact is 1 to 128 ASCII letters, digits, '.', '_' and '-', starting with a letter or digit")]
    [InlineData("[MessagePart] public partial record P(int StepId, [property: WireName(\"step_id\")] int Other);", "NIKA108: P, step_id")]
    [InlineData("[MessagePart] public partial record P(Twins Twins); public enum Twins { AB, [WireName(\"ab\")] Other }", "NIKA108: Twins, ab")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, [Meta(MetaField.Role)] string Role);", "NIKA116: M, Role, Role is fed by a RoleName")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, [Meta(MetaField.Domain)] string A, [Meta(MetaField.Domain)] string B);", "NIKA116: M, B, another member feeds Domain already")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, [Meta(Domain = \"x\")] string A);", "NIKA116: M, A, on a member, name the field it feeds")]
    [InlineData("[Message(\"m\"), Signal, Meta(Tags = [\"\"])] public partial record M(JobId JobId);", "NIKA116: M, Tags, at most 16 tags, none of them empty")]
    [InlineData("[Handler] public class H { public Task HandleAsync(int n) => Task.CompletedTask; }", "NIKA101: H, H; NIKA118: H, Int32 is no message")]
    [InlineData("[Handler] public partial class H { public Task Handle(Ok ok) => Task.CompletedTask; }", "NIKA117: H")]
    [InlineData("[Handler] public partial class H { public void HandleAsync(Ok ok) { } }", "NIKA118: H, it returns a ValueTask or a Task")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(Ok ok, CancellationToken c, MessageContext m) => Task.CompletedTask; }", "NIKA118: H, it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(OkHash ok) => Task.CompletedTask; }", "NIKA118: H, OkHash is a hash, which is read and not received")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; public Task HandleAsync(Ok ok, CancellationToken c) => Task.CompletedTask; }", "NIKA119: H, ok")]
    [InlineData("[Handler] public partial class H { public H() { } public H(int n) { } public Task HandleAsync(Ok ok) => Task.CompletedTask; }", "NIKA113: H, it has several public constructors")]
    [InlineData("public partial class Outer { [Handler] private partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; } }", "NIKA112: H, private")]
    [InlineData("[Handler] public abstract partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }", "NIKA112: H, abstract")]
    public void A_problem_is_found_and_nothing_is_generated(string source, string expected)
    {
        const string Valid = "[Message(\"ok\"), Signal] public partial record Ok(JobId JobId); [Message(\"ok_hash\"), Contract] public partial record OkHash(JobId JobId);";
        string text = Prelude + Valid + "\n" + source;
        var found = ParsedSource.Problems(text);
        Assert.Equal(expected, string.Join("; ", found.Select(p => p.RuleId + ": " + string.Join(", ", p.Arguments)).Order(StringComparer.Ordinal)));
        Assert.All(found, p => Assert.True(p.GetLocation(default).IsInSource));

        var files = Generation.Of(text).Files;
        Assert.Equal(["App.DeskId.Id.g.cs", "App.Ok.Message.g.cs", "App.OkHash.Message.g.cs"], files.Keys);
    }

    [Theory]
    [InlineData("[Message(\"m\"), Stream(\"a:{desk}\"), Ttl(\"1ms\")] public partial record M(DeskId Desk);")]
    [InlineData("[Message(\"m\"), Stream(\"a:{tisch}\"), Ttl(\"1ms\")] public partial record M([WireName(\"tisch\")] DeskId Desk);")]
    [InlineData("[Message(\"m2_x\", Version = 2), Telemetry] public partial struct M { }")]
    [InlineData("[Message(\"m\"), BusMessage] public partial class M { private int hidden; public int Count() => hidden++; public static int Shared { get; set; } public object Computed => hidden; }")]
    [InlineData("[Message(\"m\"), Signal] public partial record M(JobId JobId, Plain Plain) : Base(Plain); public abstract record Base(Plain Plain);")]
    [InlineData("[Message(\"m\"), Signal] public partial class M(JobId jobId) { public JobId JobId { get; } = jobId; public M(string text) : this(new JobId(text)) { } }")]
    public void What_is_allowed_is_not_reported(string source)
    {
        string text = Prelude + source;
        Assert.Empty(ParsedSource.Problems(text));
        var generation = Generation.Of(text);
        Assert.Equal(2, generation.Files.Count);
        Assert.DoesNotContain(generation.Complaints, d => d.Id != "CS1591");
    }

    [Fact]
    public void A_type_the_compiler_does_not_know_is_left_to_the_compiler()
    {
        const string Source = "namespace App; [Message(\"m\"), Signal] public partial record M(JobId JobId, Missing Missing);";
        Assert.Empty(ParsedSource.Problems(Source));
        Assert.Empty(Generation.Of(Source).Files);
    }

    [Fact]
    public void An_attribute_of_the_same_name_elsewhere_is_none_of_ours()
    {
        const string Source = "namespace Other; public sealed class SignalAttribute : Attribute; public sealed class TtlAttribute(string t) : Attribute { public string T => t; }\n"
            + "[Message(\"m\"), Signal, Nika.Messaging.Hash(\"a\"), Ttl(\"1h\")] public partial record M(int N);";
        Assert.Equal(["NIKA102"], ParsedSource.Problems(Source).Select(p => p.RuleId));
    }
}
