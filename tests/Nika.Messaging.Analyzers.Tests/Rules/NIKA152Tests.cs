using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A request that cannot be asked.</summary>
public sealed class NIKA152Tests
{
    private const string Fix = ": let it be of kind Request and implement IRequest<TReply>, or IStreamRequest<TPart>, for one message of kind Result";
    private const string Done = """[Message("done"), Signal(SignalKind.Result)] public sealed partial record Done(JobId JobId);""";

    [Theory]
    [InlineData(
        """[Message("r"), Signal] public sealed partial record {|NIKA152:R|}(JobId JobId) : IRequest<Done>;""" + Done,
        "'R' cannot be asked, it is of another kind" + Fix)]
    [InlineData(
        """[Message("r"), EntityFeed, Meta(Domain = "d")] public sealed partial record {|NIKA152:R|}(EntityId EntityId, EntityStatus Status) : IRequest<Done>;""" + Done,
        "'R' cannot be asked, it is of another kind" + Fix)]
    [InlineData(
        """[Message("r"), Signal(SignalKind.Request)] public sealed partial record {|NIKA152:R|}(JobId JobId) : IRequest<Ok>;""",
        "'R' cannot be asked, Ok is no message of kind Result" + Fix)]
    [InlineData(
        """[Message("r"), Signal(SignalKind.Request)] public sealed partial record {|NIKA152:R|}(JobId JobId) : IRequest<Done>, IRequest<Other>; [Message("other"), Signal(SignalKind.Result)] public sealed partial record Other(JobId JobId);""" + Done,
        "'R' cannot be asked, it names several replies" + Fix)]
    public Task It_is_reported_where_it_is(string source, string message) => Verify.ReportsAsync(Sources.In(source), message);

    [Theory]
    [InlineData("""[Message("r"), Signal(SignalKind.Request)] public sealed partial record R(JobId JobId) : IRequest<Done>;""" + Done)]
    [InlineData("""[Message("r"), BusMessage(SignalKind.Request)] public sealed partial record R(string Text) : IRequest<Done>; [Message("done"), BusMessage(SignalKind.Result)] public sealed partial record Done(string Text);""")]
    [InlineData("""[Message("r"), Signal(SignalKind.Request)] public sealed partial record R(JobId JobId) : IStreamRequest<Done>; [Handler] public sealed partial class H { public System.Collections.Generic.IAsyncEnumerable<Done> HandleAsync(R r) => null!; }""" + Done)]
    [InlineData("""[Message("r"), Signal] public sealed partial record R(JobId JobId) : Mine.IRequest<Ok>; public static class Mine { public interface IRequest<T>; }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(Sources.In(source));
}
