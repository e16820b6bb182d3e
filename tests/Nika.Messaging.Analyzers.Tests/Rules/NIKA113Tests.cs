using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>There is no way to construct the type, or more than one.</summary>
public sealed class NIKA113Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial class {|NIKA113:M|} { public M(JobId jobId) => JobId = jobId; public M(JobId jobId, int n) : this(jobId) => N = n; public JobId JobId { get; } public int N { get; } }""",
        "'M' cannot be constructed, the public constructors 'M(JobId jobId)' and 'M(JobId jobId, int n)' match the members: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[MessagePart] public partial class {|NIKA113:P|} { public P(string text) => N = text.Length; public int N { get; } }",
        "'P' cannot be constructed, no public constructor matches the members by name and type, and none is without parameters: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[Handler] public partial class {|NIKA113:H|} { public H() { } public H(int n) => _ = n; public Task HandleAsync(Ok ok) => Task.CompletedTask; }",
        "'H' cannot be constructed, it has several public constructors: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[Handler] public partial class {|NIKA113:H|} { internal H() { } public Task HandleAsync(Ok ok) => Task.CompletedTask; }",
        "'H' cannot be constructed, it has no public constructor: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[MessagePart] public partial record P([property: {|NIKA113:System.Text.Json.Serialization.JsonIgnore|}] int N);",
        "'P' cannot be constructed, 'N' has [JsonIgnore], but is a constructor parameter without a default: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[MessagePart] public partial class {|NIKA113:P|} { [System.Text.Json.Serialization.JsonConstructor] public P(int n) => N = n; [System.Text.Json.Serialization.JsonConstructor] public P() { } public int N { get; set; } }",
        "'P' cannot be constructed, the constructors 'P(int n)' and 'P()' have [JsonConstructor]: leave one public constructor, on a message or part with its members' names and types as parameters")]
    [InlineData(
        "[MessagePart] public partial record {|NIKA113:P|}(int N) { [System.Text.Json.Serialization.JsonConstructor] public P(string text) : this(text.Length) { } }",
        "'P' cannot be constructed, the constructor 'P(string text)' with [JsonConstructor] does not match the members by name and type: leave one public constructor, on a message or part with its members' names and types as parameters")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[MessagePart] public partial record P(int N) { public P(string text) : this(text.Length) { } }")]
    [InlineData("[MessagePart] public partial class P { public P() { } public P(string text) => N = text.Length; public int N { get; set; } }")]
    [InlineData("[MessagePart] public partial class P { public P(int n) => N = n; [System.Text.Json.Serialization.JsonConstructor] public P(int n, string? text) : this(n) => Text = text; public int N { get; } public string? Text { get; } }")]
    [InlineData("[Handler] public partial class H(int n) { private H() : this(1) { } public Task HandleAsync(Ok ok) => Task.FromResult(n); }")]
    [InlineData("public class NoMessage { public NoMessage(int n) => _ = n; public NoMessage(string s) => _ = s; }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
