using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A HandleAsync that is not one of the forms allowed.</summary>
public sealed class NIKA118Tests
{
    [Theory]
    [InlineData(
        "[Handler] public partial class H { public Task {|NIKA118:HandleAsync|}(int number) => Task.CompletedTask; }",
        "This HandleAsync of 'H' cannot be called, Int32 is no message: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public void {|NIKA118:HandleAsync|}(Ok ok) { } }",
        "This HandleAsync of 'H' cannot be called, it returns a ValueTask or a Task: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public Task<int> {|NIKA118:HandleAsync|}(Ok ok) => Task.FromResult(1); }",
        "This HandleAsync of 'H' cannot be called, it returns a ValueTask or a Task: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public Task {|NIKA118:HandleAsync|}() => Task.CompletedTask; }",
        "This HandleAsync of 'H' cannot be called, it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public Task {|NIKA118:HandleAsync|}<T>(T message) => Task.CompletedTask; }",
        "This HandleAsync of 'H' cannot be called, it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public Task {|NIKA118:HandleAsync|}(Ok ok, CancellationToken c, MessageContext m) => Task.CompletedTask; }",
        "This HandleAsync of 'H' cannot be called, it takes a message, then perhaps a MessageContext, then perhaps a CancellationToken: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        "[Handler] public partial class H { public Task {|NIKA118:HandleAsync|}(OkHash hash) => Task.CompletedTask; }",
        "This HandleAsync of 'H' cannot be called, OkHash is a hash, which is read and not received: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Handler("cg:worker")] public partial class H { public ValueTask HandleAsync(Ok ok, MessageContext m, CancellationToken c) => default; }""")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(in Ok ok, CancellationToken c) => Task.CompletedTask; private void HandleAsync(int n) { } }")]
    [InlineData("public class NoHandler { public void HandleAsync(int number) { } }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
