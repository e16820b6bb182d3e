using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>There is no way to construct the type, or more than one.</summary>
public sealed class NIKA113Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial class {|NIKA113:M|} { public M(JobId jobId) => JobId = jobId; public M(JobId jobId, int n) : this(jobId) => N = n; public JobId JobId { get; } public int N { get; } }""",
        "'M' cannot be constructed, several public constructors match the members: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[MessagePart] public partial class {|NIKA113:P|} { public P(string text) => N = text.Length; public int N { get; } }",
        "'P' cannot be constructed, no public constructor matches the members by name and type, and none is without parameters: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[Handler] public partial class {|NIKA113:H|} { public H() { } public H(int n) => _ = n; public Task HandleAsync(Ok ok) => Task.CompletedTask; }",
        "'H' cannot be constructed, it has several public constructors: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[Handler] public partial class {|NIKA113:H|} { internal H() { } public Task HandleAsync(Ok ok) => Task.CompletedTask; }",
        "'H' cannot be constructed, it has no public constructor: leave one public constructor, on a message or part with its members' names and types as parameters")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[MessagePart] public partial record P(int N) { public P(string text) : this(text.Length) { } }")]
    [InlineData("[MessagePart] public partial class P { public P() { } public P(string text) => N = text.Length; public int N { get; set; } }")]
    [InlineData("[Handler] public partial class H(int n) { private H() : this(1) { } public Task HandleAsync(Ok ok) => Task.FromResult(n); }")]
    [InlineData("public class NoMessage { public NoMessage(int n) => _ = n; public NoMessage(string s) => _ = s; }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
