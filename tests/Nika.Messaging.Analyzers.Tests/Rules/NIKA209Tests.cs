using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Rules;

/// <summary>A handler is in a group that reads another stream than its message's.</summary>
public sealed class NIKA209Tests
{
    private const string Messages = """
        [Message("news"), Signal] public sealed partial record News(JobId JobId);
        [Message("ask"), Signal(SignalKind.Request)] public sealed partial record Ask(JobId JobId);
        [Message("bus_ask"), BusMessage(SignalKind.Request)] public sealed partial record BusAsk(JobId? JobId);
        [Message("job"), EntityFeed, Meta(Domain = "x")] public sealed partial record Job(EntityId EntityId, EntityStatus Status);
        [Message("tick"), Stream("ticks"), Ttl("1h"), MaxLength(9)] public sealed partial record Tick(int N);
        """;

    private const string Feed = "the entity feed";
    private const string Requests = "the requests of jobs";
    private const string Own = "a handler without a group, or a group of its own";

    [Theory]
    [InlineData("""[Handler("cg:worker")] public partial class H { public Task {|NIKA209:HandleAsync|}(News m) => Task.CompletedTask; }""", "News", "cg:worker", Feed, Own)]
    [InlineData("""[Handler("cg:worker:x")] public partial class H { public Task {|NIKA209:HandleAsync|}(Ask m) => Task.CompletedTask; }""", "Ask", "cg:worker:x", Feed, "a group 'role:…'")]
    [InlineData("""[Handler("cg:orchestrator")] public partial class H { public Task HandleAsync(Job m) => Task.CompletedTask; public Task {|NIKA209:HandleAsync|}(JobCompleted m) => Task.CompletedTask; }""", "JobCompleted", "cg:orchestrator", Feed, Own)]
    [InlineData("""[Handler("cg:monitor")] public partial class H : Base; public class Base { public Task {|NIKA209:HandleAsync|}(Tick m) => Task.CompletedTask; }""", "Tick", "cg:monitor", Feed, Own)]
    [InlineData("""[Handler("role:x")] public partial class H { public Task {|NIKA209:HandleAsync|}(News m) => Task.CompletedTask; }""", "News", "role:x", Requests, Own)]
    [InlineData("""[Handler("role:x")] public partial class H { public Task {|NIKA209:HandleAsync|}(Job m) => Task.CompletedTask; }""", "Job", "role:x", Requests, "'cg:worker' or another group of the feed")]
    public Task It_is_reported_where_it_is(string source, string message, string group, string reads, string instead) => Verify.ReportsAsync(
        In(source), $"'{message}' is not what the group '{group}' reads, {reads}: handle it in {instead}");

    [Theory]
    [InlineData("""[Handler("cg:worker")] public partial class H { public Task HandleAsync(Job m) => Task.CompletedTask; public Task HandleAsync(EntityTransition m) => Task.CompletedTask; }""")]
    [InlineData("""[Handler("role:x")] public partial class H { public Task HandleAsync(Ask m) => Task.CompletedTask; public Task HandleAsync(BusAsk m) => Task.CompletedTask; }""")]
    [InlineData("""[Handler("cg:workers")] public partial class H { public Task HandleAsync(News m) => Task.CompletedTask; }""")]
    [InlineData("""[Handler("mine")] public partial class H { public Task HandleAsync(Tick m) => Task.CompletedTask; public Task HandleAsync(Job m) => Task.CompletedTask; }""")]
    [InlineData("[Handler] public partial class H { public Task HandleAsync(News m) => Task.CompletedTask; public Task HandleAsync(Job m) => Task.CompletedTask; }")]
    [InlineData("""[Other.Handler("cg:worker")] public class H { public Task HandleAsync(News m) => Task.CompletedTask; } namespace Other { public sealed class HandlerAttribute(string group) : Attribute { public string Group => group; } }""")]
    public Task What_looks_alike_is_silent(string source) => Verify.IsSilentAsync(In(source));

    [Fact]
    public Task The_group_may_stand_in_another_file() => Verify.ReportsAsync(
        [
            In("public partial class H { public Task {|NIKA209:HandleAsync|}(News m) => Task.CompletedTask; }"),
            "namespace App; [Handler(ConsumerGroups.Worker)] public partial class H;",
        ],
        [$"'News' is not what the group 'cg:worker' reads, {Feed}: handle it in {Own}"]);

    private static string In(string source) => "namespace App {\n" + Messages + source + "\n}\n";
}
