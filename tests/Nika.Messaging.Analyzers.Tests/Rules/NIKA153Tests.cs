using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A member of a client that nothing can be generated for.</summary>
public sealed class NIKA153Tests
{
    private const string Shapes = ": write a method that sends a message (PublishResult or ValueTask<PublishResult>), asks with one (ValueTask<Reply<T>> or IAsyncEnumerable<T>), "
        + "takes a key's ids to watch a stream (IAsyncEnumerable<T> or of Received<T>) or read a hash (ValueTask<HashResult<T>>), or asks memory with a MemoryFilter or a text";

    private const string More = """

        [Message("r"), Signal(SignalKind.Request)] public sealed partial record R(JobId JobId) : IRequest<Done>;
        [Message("s"), Signal(SignalKind.Request)] public sealed partial record S(JobId JobId) : IStreamRequest<Done>;
        [Message("done"), Signal(SignalKind.Result)] public sealed partial record Done(JobId JobId);
        """;

    [Theory]
    [InlineData("int {|NIKA153:Count|} { get; }", "Count", "it is no method")]
    [InlineData("event Action {|NIKA153:Done|};", "Done", "it is no method")]
    [InlineData("PublishResult {|NIKA153:Publish|}<T>(T message);", "Publish", "it is generic, or passes something by reference")]
    [InlineData("PublishResult {|NIKA153:Publish|}(ref Ok ok);", "Publish", "it is generic, or passes something by reference")]
    [InlineData("void {|NIKA153:Publish|}(Ok ok);", "Publish", "a Ok gives PublishResult or ValueTask<PublishResult>")]
    [InlineData("Task<PublishResult> {|NIKA153:PublishAsync|}(Ok ok);", "PublishAsync", "a Ok gives PublishResult or ValueTask<PublishResult>")]
    [InlineData("PublishResult {|NIKA153:Publish|}(Ok ok, CancellationToken cancellation);", "Publish", "its parameter 'cancellation' means nothing there")]
    [InlineData("ValueTask<PublishResult> {|NIKA153:PublishAsync|}(Ok ok, TimeSpan timeout);", "PublishAsync", "its parameter 'timeout' means nothing there")]
    [InlineData("ValueTask<Reply<Done>> {|NIKA153:AskAsync|}(Ok ok);", "AskAsync", "a Ok gives PublishResult or ValueTask<PublishResult>")]
    [InlineData("ValueTask<Done> {|NIKA153:AskAsync|}(R r);", "AskAsync", "a R gives PublishResult or ValueTask<PublishResult>, or ValueTask<Reply<Done>>")]
    [InlineData("ValueTask<Reply<Done>> {|NIKA153:AskAsync|}(S s);", "AskAsync", "a S gives PublishResult or ValueTask<PublishResult>, or IAsyncEnumerable<Done>")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<Ok> {|NIKA153:Watch|}();", "Watch", "the key of a Ok is made of (JobId)")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<Ok> {|NIKA153:Watch|}(EntityId job);", "Watch", "the key of a Ok is made of (JobId)")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<EntityTransition> {|NIKA153:Watch|}(JobId job);", "Watch", "the key of a EntityTransition is made of ()")]
    [InlineData("System.Collections.Generic.IAsyncEnumerable<OkHash> {|NIKA153:Watch|}(JobId job);", "Watch", "a OkHash is a hash: it is read, as a ValueTask<HashResult<OkHash>>")]
    [InlineData("ValueTask<HashResult<OkHash>> {|NIKA153:GetAsync|}(CancellationToken cancellation);", "GetAsync", "the key of a OkHash is made of (JobId)")]
    [InlineData("ValueTask<int> {|NIKA153:CountAsync|}(MemoryFilter filter);", "CountAsync", "it has none of the shapes that a client's method can have")]
    [InlineData("ValueTask<long> {|NIKA153:CountAsync|}(string text);", "CountAsync", "it has none of the shapes that a client's method can have")]
    [InlineData("ValueTask<long> {|NIKA153:CountAsync|}(MemoryFilter filter, int limit);", "CountAsync", "its parameter 'limit' means nothing there")]
    public Task It_is_reported_for_each_member(string member, string name, string reason) =>
        Verify.ReportsAsync(Sources.In($"[NikaClient] public partial interface IAlpha {{ {member} }}{More}"), $"'IAlpha.{name}' cannot be implemented, {reason}{Shapes}");

    [Theory]
    [InlineData(
        "[NikaClient] public partial interface IAlpha { int {|NIKA153:Count|} { get; } }",
        "'IAlpha.Count' cannot be implemented, it is no method" + Shapes)]
    [InlineData(
        "[NikaClient] public partial interface {|NIKA153:IAlpha|} : IBase; public interface IBase { void Do(); }",
        "'IAlpha.IBase' cannot be implemented, it is inherited, and has members of its own" + Shapes)]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("[NikaClient] public partial interface IAlpha { PublishResult Publish(Ok ok); static int Mine => 1; int Yours() => 2; }")]
    [InlineData("[NikaClient] public partial interface IAlpha : IBase; public interface IBase { int Mine() => 1; }")]
    [InlineData("[NikaClient] public partial interface IAlpha;")]
    [InlineData("public interface IAlpha { int Count { get; } }")]
    [InlineData("[Mine.NikaClient] public interface IAlpha { int Count { get; } } public static class Mine { public sealed class NikaClientAttribute : Attribute; }")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
