using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.CodeFixes;

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
    [InlineData(
        """[Message("r"), Signal(SignalKind.Request)] public partial record R(JobId JobId) : IRequest<Done>; [Message("done"), Signal(SignalKind.Result)] public partial record Done(JobId JobId); [Handler] public partial class H { public Task<Ok> {|NIKA118:HandleAsync|}(R r) => null!; }""",
        "This HandleAsync of 'H' cannot be called, it returns a ValueTask or a Task, of Done or of nothing: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    [InlineData(
        """[Message("r"), Signal(SignalKind.Request)] public partial record R(JobId JobId) : IStreamRequest<Done>; [Message("done"), Signal(SignalKind.Result)] public partial record Done(JobId JobId); [Handler] public partial class H { public ValueTask<Done> {|NIKA118:HandleAsync|}(R r) => default; }""",
        "This HandleAsync of 'H' cannot be called, it returns an IAsyncEnumerable of Done, a ValueTask or a Task: write 'public ValueTask HandleAsync(TMessage message, MessageContext context, CancellationToken cancellation)', the last two as needed")]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Handler("cg:mine")] public partial class H { public ValueTask HandleAsync(Ok ok, MessageContext m, CancellationToken c) => default; }""")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(in Ok ok, CancellationToken c) => Task.CompletedTask; private void HandleAsync(int n) { } }")]
    [InlineData("public class NoHandler { public void HandleAsync(int number) { } }")]
    [InlineData("""[Message("r"), Signal(SignalKind.Request)] public partial record R(JobId JobId) : IRequest<Done>; [Message("done"), Signal(SignalKind.Result)] public partial record Done(JobId JobId); [Handler] public partial class H { public ValueTask<Done> HandleAsync(R r) => default; } [Handler] public partial class I { public ValueTask HandleAsync(R r) => default; }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));

    [Theory]
    [InlineData(
        "[Handler] public partial class H { public async void HandleAsync(Ok ok) => await Task.Yield(); }",
        "[Handler] public partial class H { public async ValueTask HandleAsync(Ok ok) => await Task.Yield(); }")]
    public Task It_is_fixed_by_a_task(string before, string after) => VerifyFix.FixesAsync(HandlerResultFix.Key, Sources.In(before), Sources.In(after));

    [Theory]
    [InlineData("[Handler] public partial class H { public void HandleAsync(Ok ok) { } }")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(int number) => Task.CompletedTask; }")]
    public Task What_has_more_than_one_way_is_left_to_people(string source) => VerifyFix.OffersNothingAsync(new Scenario(Sources.In(source)));
}
