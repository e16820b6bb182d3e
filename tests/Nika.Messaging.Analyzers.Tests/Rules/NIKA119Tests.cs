using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A handler takes one message in two methods.</summary>
public sealed class NIKA119Tests
{
    [Theory]
    [InlineData(
        "[Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; public Task {|NIKA119:HandleAsync|}(Ok ok, CancellationToken c) => Task.CompletedTask; }",
        "'H' handles the wire name 'ok' in several methods: leave one HandleAsync for it")]
    [InlineData(
        """
        #pragma warning disable NIKA107
        [Message("ok"), Signal] public partial record Twin(JobId JobId); [Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; public Task {|NIKA119:HandleAsync|}(Twin ok) => Task.CompletedTask; }
        """,
        "'H' handles the wire name 'ok' in several methods: leave one HandleAsync for it")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("n"), Signal] public partial record N(JobId JobId); [Handler] public partial class H { public Task HandleAsync(Ok ok) => Task.CompletedTask; public Task HandleAsync(N n) => Task.CompletedTask; }""")]
    [InlineData("[Handler] public partial class H { public virtual Task HandleAsync(Ok ok) => Task.CompletedTask; } [Handler] public partial class I : H { public override Task HandleAsync(Ok ok) => Task.CompletedTask; }")]
    [InlineData("public class NoHandler { public Task HandleAsync(Ok ok) => Task.CompletedTask; public Task HandleAsync(Ok ok, CancellationToken c) => Task.CompletedTask; }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
