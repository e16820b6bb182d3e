using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A type of a kind that cannot be a message, a part, an id or a handler.</summary>
public sealed class NIKA112Tests
{
    [Theory]
    [InlineData(
        """[Message("m"), Signal] public partial record {|NIKA112:M|}<T>(JobId JobId);""",
        "'M' is generic, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        "public partial class Outer<T> { [MessagePart] public partial record {|NIKA112:P|}(int Number); }",
        "'P' is generic, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        """[Message("m"), Signal] public abstract partial record {|NIKA112:M|}(JobId JobId);""",
        "'M' is abstract, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        """[Message("m"), Signal] public ref partial struct {|NIKA112:M|} { public JobId JobId { get; set; } }""",
        "'M' is a ref struct, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        """[Message("m"), Signal] file partial record {|NIKA112:M|}(JobId JobId);""",
        "'M' is local to its file, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        "[Id] public readonly partial record struct {|NIKA112:TaskId|};",
        "'TaskId' is a record, which brings an equality of its own, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    [InlineData(
        "public partial class Outer { [Handler] private sealed partial class {|NIKA112:H|} { public Task HandleAsync(Ok ok) => Task.CompletedTask; } }",
        "'H' is private, which nothing can be generated for: declare a message or part as a plain record, class or struct, an id as a plain struct, a handler as a class that its assembly can see")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("public abstract record Base(int Number); [MessagePart] public partial record P(int Number) : Base(Number);")]
    [InlineData("public class Base<T> { public T? Value { get; set; } } [MessagePart] public partial class P : Base<int>;")]
    [InlineData("public partial class Outer { [Handler] internal sealed partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; } }")]
    [InlineData("public abstract record NoMessage<T>(T Value);")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
