using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A type contains itself, and says not how deep.</summary>
public sealed class NIKA141Tests
{
    [Theory]
    [InlineData(
        "[MessagePart] public partial record {|NIKA141:Tree|}(List<Dictionary<string, Tree?>> Children);",
        "'Tree' has no depth limit, it contains itself: write [MaxDepth(8)] on it, or any number from 1 to 64")]
    [InlineData(
        "[MessagePart] public partial record {|NIKA141:A|}(A? Next, B? B); [MessagePart, MaxDepth(2)] public partial record B(A[] Own); [MessagePart] public partial record Unused(B B);",
        "'A' has no depth limit, it contains itself: write [MaxDepth(8)] on it, or any number from 1 to 64")]
    [InlineData(
        "[MessagePart, {|NIKA141:MaxDepth(65)|}] public partial record Tree(Tree? Next, int N);",
        "'Tree' has no depth limit, a limit of 65 is not from 1 to 64: write [MaxDepth(8)] on it, or any number from 1 to 64")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[MessagePart, MaxDepth(64)] public partial record Tree(Tree[] Children);")]
    [InlineData("[MessagePart] public partial record A(B? B); [MessagePart, MaxDepth(2)] public partial record B(A? A);")]
    [InlineData("[MessagePart] public partial record Twice(Leaf One, Leaf[] More); [MessagePart] public partial record Leaf(int N) { public Twice? Computed => null; [System.Text.Json.Serialization.JsonIgnore] public Twice? Parent { get; set; } }")]
    [InlineData("public record NoMessage(NoMessage? Next, int N);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData("[MessagePart] public partial record Tree(Tree? Next, int N);", "[MessagePart, MaxDepth(8)] public partial record Tree(Tree? Next, int N);")]
    [InlineData("[MessagePart, MaxDepth(65)] public partial record Tree(Tree? Next, int N);", "[MessagePart, MaxDepth(8)] public partial record Tree(Tree? Next, int N);")]
    [InlineData(
        """[Serializable] [Nika.Messaging.Message("m"), Signal] public partial record M(JobId JobId, M? Before);""",
        """[Serializable] [Nika.Messaging.Message("m"), Signal, Nika.Messaging.MaxDepth(8)] public partial record M(JobId JobId, M? Before);""")]
    public Task It_is_fixed_by_a_limit(string before, string after) => VerifyFix.FixesAsync(DepthFix.Key, Sources.In(before), Sources.In(after));
}
