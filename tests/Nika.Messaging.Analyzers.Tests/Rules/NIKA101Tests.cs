using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>The type, or one around it, is not partial.</summary>
public sealed class NIKA101Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public record {|NIKA101:M|}(JobId JobId);""",
        "'M' is not partial, so that nothing can be generated for 'M': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    [InlineData(
        "[MessagePart] public readonly record struct {|NIKA101:P|}(int Number);",
        "'P' is not partial, so that nothing can be generated for 'P': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    [InlineData(
        "[Id] public readonly struct {|NIKA101:TaskId|};",
        "'TaskId' is not partial, so that nothing can be generated for 'TaskId': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    [InlineData(
        "[Handler] public sealed class {|NIKA101:H|} { public Task HandleAsync(Ok ok) => Task.CompletedTask; }",
        "'H' is not partial, so that nothing can be generated for 'H': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    [InlineData(
        """public class Outer { [Message("m"), Signal] public partial record {|NIKA101:M|}(JobId JobId); }""",
        "'Outer' is not partial, so that nothing can be generated for 'M': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    [InlineData(
        "public interface IOuter { [MessagePart] public partial record {|NIKA101:P|}(int Number); }",
        "'IOuter' is not partial, so that nothing can be generated for 'P': write 'partial' before its 'record', 'class', 'struct' or 'interface'")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("public record Plain(JobId JobId);")]
    [InlineData("""[Message("m"), Signal] public partial record M(JobId JobId);""")]
    [InlineData("public partial interface IOuter { [MessagePart] public partial record P(int Number); }")]
    [InlineData("""[Other.Message("m")] public record M(object Any);""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Fact]
    public Task One_part_of_a_type_is_as_good_as_another() =>
        Verify.IsSilentAsync("namespace App; [Message(\"m\"), Signal] public sealed partial record M(JobId JobId);", "namespace App; public partial record M;");

    [Theory]
    [InlineData("[MessagePart] public record P(int Number);", "[MessagePart] public partial record P(int Number);")]
    [InlineData("[Id]\n// An id.\nstruct TaskId;", "[Id]\n// An id.\npartial struct TaskId;")]
    [InlineData("[Id] struct TaskId;", "[Id] partial struct TaskId;")]
    [InlineData(
        "public static class Outer\n{\n    interface IInner\n    {\n        [MessagePart] public record P(int Number);\n    }\n}",
        "public static partial class Outer\n{\n    partial interface IInner\n    {\n        [MessagePart] public partial record P(int Number);\n    }\n}")]
    public Task It_is_fixed_by_the_keyword(string before, string after) => VerifyFix.FixesAsync(PartialFix.Key, Sources.In(before), Sources.In(after));

    [Fact]
    public Task It_is_fixed_everywhere_and_once_around_two() => VerifyFix.FixesAllAsync(
        PartialFix.Key,
        new Scenario(
            "namespace App; class Outer\n{\n    [MessagePart] public record P(int Number);\n    [MessagePart] public partial record Q(int Number);\n}",
            "namespace App; [Id] public readonly struct TaskId;"),
        new Scenario(
            "namespace App; partial class Outer\n{\n    [MessagePart] public partial record P(int Number);\n    [MessagePart] public partial record Q(int Number);\n}",
            "namespace App; [Id] public readonly partial struct TaskId;"));
}
