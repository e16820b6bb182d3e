using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Usage;

/// <summary>What a pod is, and where the usage rules look in what is none.</summary>
public sealed class UsageScopeTests
{
    private const string Waiting = "namespace App; public static class Waits { public static void For(Task task) => task.Wait(); }";
    private const string Main = "namespace App; public static class Program { public static void Main() { } }";

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(false, "true", true)]
    [InlineData(false, "True", true)]
    [InlineData(false, "false", false)]
    [InlineData(false, "", false)]
    [InlineData(false, "perhaps", false)]
    [InlineData(true, null, true)]
    [InlineData(true, "", true)]
    [InlineData(true, "false", false)]
    public async Task A_pod_is_a_program_or_says_that_it_is_one(bool isExecutable, string? says, bool isPod)
    {
        var scenario = new Scenario(isExecutable ? [Waiting, Main] : [Waiting]) { IsExecutable = isExecutable };
        if (says is not null)
        {
            scenario = scenario with { Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["NikaPod"] = says } };
        }

        var found = await TestProject.AnalyzeAsync(TestProject.Create(scenario));

        Assert.Equal(isPod ? ["NIKA201"] : [], found.Select(diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData("void Wait(Task task) => task.{|NIKA201:Wait|}();")]
    [InlineData("private sealed class Inner { public void Wait(Task task) => task.{|NIKA201:Wait|}(); }")]
    [InlineData("private readonly Action<Task> wait = task => task.{|NIKA201:Wait|}(); public Action<Task> Wait => wait;")]
    public Task Elsewhere_handlers_are_looked_at_whichever_file_says_that_they_are(string member) => Verify.ReportsAsync(
        new Scenario(
            "namespace App; public sealed partial class Worker { " + member + " }",
            Sources.In("[Handler] public sealed partial class Worker { public ValueTask HandleAsync(Ok ok) => default; }")),
        "'Wait' holds a thread of the pod while it waits: await it");

    [Fact]
    public Task A_handler_of_another_library_is_none_of_ours() =>
        Verify.IsSilentAsync(Sources.In("[Other.Handler] public sealed class Worker { public void Wait(Task task) => task.Wait(); }"));
}
