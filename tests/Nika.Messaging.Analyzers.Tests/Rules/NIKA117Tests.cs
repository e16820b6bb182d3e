using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A handler without a method that handles something.</summary>
public sealed class NIKA117Tests
{
    [Theory]
    [InlineData(
        "[Handler] public partial class {|NIKA117:H|};",
        "'H' handles nothing: write a public method 'ValueTask HandleAsync(TMessage message, CancellationToken cancellation)' for each message it takes")]
    [InlineData(
        "[Handler] public partial class {|NIKA117:H|} { public Task Handle(Ok ok) => Task.CompletedTask; }",
        "'H' handles nothing: write a public method 'ValueTask HandleAsync(TMessage message, CancellationToken cancellation)' for each message it takes")]
    [InlineData(
        "[Handler] public partial class {|NIKA117:H|} { internal Task HandleAsync(Ok ok) => Task.CompletedTask; public static Task HandleAsync(Ok ok, int n) => Task.CompletedTask; }",
        "'H' handles nothing: write a public method 'ValueTask HandleAsync(TMessage message, CancellationToken cancellation)' for each message it takes")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; }")]
    [InlineData("[Handler] public partial class H : Base; public class Base { public Task HandleAsync(Ok ok) => Task.CompletedTask; }")]
    [InlineData("[Other.Handler] public partial class H;")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
