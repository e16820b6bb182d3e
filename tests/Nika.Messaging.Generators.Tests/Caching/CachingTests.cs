using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Generators.Tests.Caching;

public sealed class CachingTests
{
    private const string Id = "namespace App; [Id] public readonly partial struct DeskId;";
    private const string First = "namespace App; [Message(\"first\"), Signal] public sealed partial record First(JobId JobId, Step Step);";
    private const string Second = "namespace App; [Message(\"second\"), Stream(\"second:{Desk}\"), Ttl(\"1h\")] public sealed partial record Second(DeskId Desk);";
    private const string Part = "namespace App; [MessagePart] public sealed partial record Step(int Number);";
    private const string Handler = "namespace App; [Handler] public sealed partial class Worker { public ValueTask HandleAsync(First first) => default; public ValueTask HandleAsync(Second second) => default; }";
    private const string Pipeline = "namespace App; [Contract(\"pipe\"), Step(1, \"only\", Input = typeof(First))] public static partial class Pipe;";
    private const string Client = "namespace App; [NikaClient] public partial interface IClient { PublishResult Publish(First first); IAsyncEnumerable<Second> Watch(DeskId desk); }";
    private const string Other = "namespace App; public static class Other { public static int Answer() => 42; }";

    private const int FirstTree = 1;
    private const int PartTree = 3;
    private const int HandlerTree = 4;
    private const int OtherTree = 5;
    private const int ClientTree = 6;
    private const int PipelineTree = 7;

    private static readonly string[] Steps =
    [
        TrackingNames.Ids, TrackingNames.Messages, TrackingNames.Parts, TrackingNames.Pipelines, TrackingNames.Handlers,
        TrackingNames.Dispatchers, TrackingNames.RegisteredHandlers, TrackingNames.Clients, TrackingNames.RegisteredClients, TrackingNames.Registration,
    ];

    [Fact]
    public void An_unrelated_edit_reruns_nothing()
    {
        var before = Generate();
        var after = before.ThenEdit(OtherTree, Other.Replace("42", "43", StringComparison.Ordinal));
        foreach (string step in Steps)
        {
            AssertKept(after.Reasons(step));
        }

        Assert.All(after.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(before.Files, after.Files);
    }

    [Fact]
    public void A_new_unrelated_type_reruns_nothing()
    {
        var before = Generate();
        var after = before.Then(before.Input.AddSyntaxTrees(Source.Tree("namespace App; public sealed class Unrelated;", "/src/New.cs")));
        foreach (string step in Steps)
        {
            AssertKept(after.Reasons(step));
        }

        Assert.All(after.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("namespace App; /* a comment */ [Message(\"first\"), Signal]\n\n public sealed partial record First(JobId JobId, Step Step);")]
    [InlineData("namespace App; [Message(\"first\"), Signal] public sealed partial record First(JobId JobId, Step Step) { private int Count() => 1; }")]
    public void An_edit_that_leaves_the_contract_alone_generates_nothing(string first)
    {
        var after = Generate().ThenEdit(FirstTree, first);
        AssertKept(after.Reasons(TrackingNames.Messages));
        Assert.All(after.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_new_member_regenerates_its_message_alone()
    {
        var before = Generate();
        var after = before.ThenEdit(FirstTree, First.Replace("Step Step", "Step Step, int Count", StringComparison.Ordinal));
        Assert.Equal(
            [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            after.Reasons(TrackingNames.Messages).OrderBy(reason => reason.ToString(), StringComparer.Ordinal));
        AssertOneFileDiffers(before, after, "App.First.Message.g.cs");
    }

    [Fact]
    public void Another_step_regenerates_its_pipeline_alone()
    {
        var before = Generate();
        var after = before.ThenEdit(PipelineTree, Pipeline.Replace("\"only\"", "\"single\"", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(TrackingNames.Pipelines));
        AssertOneFileDiffers(before, after, "App.Pipe.Pipeline.g.cs");
    }

    [Fact]
    public void Another_wire_name_regenerates_the_message_and_the_handler_that_takes_it()
    {
        var before = Generate();
        var after = before.ThenEdit(FirstTree, First.Replace("\"first\"", "\"premier\"", StringComparison.Ordinal));
        Assert.Equal(["App.First.Message.g.cs", "App.Pipe.Pipeline.g.cs", "App.Worker.Handler.g.cs"], Differing(before, after));
        Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(TrackingNames.Handlers));
        AssertKept(after.Reasons(TrackingNames.Registration));
    }

    [Fact]
    public void Another_member_of_a_part_leaves_the_messages_alone()
    {
        var before = Generate();
        var after = before.ThenEdit(PartTree, Part.Replace("int Number", "long Number", StringComparison.Ordinal));
        AssertKept(after.Reasons(TrackingNames.Messages));
        AssertOneFileDiffers(before, after, "App.Step.Part.g.cs");
    }

    [Fact]
    public void A_constructor_parameter_regenerates_the_registration_alone()
    {
        var before = Generate();
        var after = before.ThenEdit(HandlerTree, Handler.Replace("Worker {", "Worker(TimeProvider time) { public TimeProvider Time => time; ", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(TrackingNames.Registration));
        AssertOneFileDiffers(before, after, "Registration.g.cs");
    }

    [Fact]
    public void Another_method_regenerates_its_client_alone()
    {
        var before = Generate();
        var after = before.ThenEdit(ClientTree, Client.Replace("Publish(", "Send(", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], after.Reasons(TrackingNames.Clients));
        AssertKept(after.Reasons(TrackingNames.Registration));
        AssertOneFileDiffers(before, after, "App.IClient.Client.g.cs");
    }

    [Fact]
    public void A_client_that_goes_leaves_the_registration()
    {
        var before = Generate();
        var after = before.ThenEdit(ClientTree, "namespace App;");
        Assert.Equal(["Registration.g.cs"], Differing(before, after));
        Assert.False(after.Files.ContainsKey("App.IClient.Client.g.cs"));
    }

    [Fact]
    public void A_message_that_goes_takes_its_file_along()
    {
        var after = Generate().ThenEdit(FirstTree, "namespace App;");
        Assert.False(after.Files.ContainsKey("App.First.Message.g.cs"));
        Assert.True(after.Files.ContainsKey("App.Second.Message.g.cs"));
    }

    [Fact]
    public void The_order_of_the_trees_does_not_matter()
    {
        string[] sources =
        [
            Id, First, Second, Part, Handler, Other,
            "namespace App; [Handler] public sealed partial class Another { public ValueTask HandleAsync(First first) => default; }",
            "namespace App; [Message(\"halves\"), Signal] public partial class Halves { public required JobId JobId { get; init; } }",
            "namespace App; public partial class Halves { public string? Text { get; set; } }",
        ];
        var compilation = Source.Compile(sources);
        var trees = compilation.SyntaxTrees.ToArray();
        var expected = Generation.Of(compilation).Files;
        Assert.Equal(8, expected.Count);
        for (int seed = 0; seed < 5; seed++)
        {
            var shuffled = trees.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(expected, Generation.Of(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(shuffled)).Files);
        }
    }

    private static Generation Generate()
    {
        var generation = Generation.Of(Id, First, Second, Part, Handler, Other, Client, Pipeline);
        Assert.Equal(8, generation.Files.Count);
        return generation;
    }

    private static void AssertKept(ImmutableArray<IncrementalStepRunReason> reasons)
    {
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));
    }

    private static void AssertOneFileDiffers(Generation before, Generation after, string file)
    {
        Assert.Equal([file], Differing(before, after));
        Assert.Single(after.OutputReasons, reason => reason != IncrementalStepRunReason.Cached);
    }

    private static string[] Differing(Generation before, Generation after) =>
        [.. after.Files.Where(f => before.Files.GetValueOrDefault(f.Key) != f.Value).Select(f => f.Key)];
}
