using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>What the analyzers ask the compiler to call them for: nothing in projects without the library, and nothing that makes it bind a project twice.</summary>
public sealed class RegistrationTests
{
    private const string Source = "namespace App; [Message(\"hello\"), Signal] public partial record Hello(JobId JobId); public static class Waits { public static void For(Task task) => task.Wait(); }";

    // A suppressor registers nothing: it is asked about what others report.
    public static TheoryData<string> Names => [.. InProcessAnalyzers.Analyzers.Where(static analyzer => analyzer is not DiagnosticSuppressor).Select(static analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Without_the_library_nothing_is_registered(string name)
    {
        var project = Project();
        var with = await TestProject.CompileAsync(project);
        var without = with.RemoveAllSyntaxTrees()
            .AddSyntaxTrees(with.SyntaxTrees.First(tree => tree.FilePath == "/src/Source0.cs"))
            .WithReferences(with.References.Where(reference => !Path.GetFileName(reference.Display)!.StartsWith("Nika.", StringComparison.Ordinal)));

        Assert.Equal(0, Registered(await ActionsAsync(name, without, project.AnalyzerOptions)));
        Assert.NotEqual(0, Registered(await ActionsAsync(name, with, project.AnalyzerOptions)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_is_bound_twice_for_the_asking_and_no_tree_or_model_is_walked(string name)
    {
        var project = Project();
        var actions = await ActionsAsync(name, await TestProject.CompileAsync(project), project.AnalyzerOptions);

        // Each of these costs what the compiler's own binding does, whatever the action then looks at: CallAnalysis is the way.
        Assert.Equal(0, actions.OperationActionsCount + actions.OperationBlockActionsCount + actions.OperationBlockStartActionsCount + actions.OperationBlockEndActionsCount);
        Assert.Equal(0, actions.SemanticModelActionsCount + actions.SyntaxTreeActionsCount + actions.CompilationActionsCount);
    }

    private static Project Project() => TestProject.Create(
        Scenario.Pod(Source) with { AdditionalFiles = new Dictionary<string, string>(StringComparer.Ordinal) { ["/src/nika.schema.txt"] = "" } });

    private static async Task<AnalyzerTelemetryInfo> ActionsAsync(string name, Compilation compilation, AnalyzerOptions options)
    {
        var analyzer = InProcessAnalyzers.Analyzers.Single(candidate => candidate.GetType().Name == name);
        var analysis = compilation.WithAnalyzers(ImmutableArray.Create(analyzer), options);
        _ = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, TestContext.Current.CancellationToken);
    }

    // The action at a compilation's start, which finds out, is not among them.
    private static int Registered(AnalyzerTelemetryInfo actions) =>
        actions.OperationActionsCount + actions.OperationBlockActionsCount + actions.OperationBlockStartActionsCount + actions.SymbolActionsCount + actions.SymbolStartActionsCount
        + actions.SyntaxNodeActionsCount + actions.CodeBlockActionsCount + actions.CodeBlockStartActionsCount + actions.CompilationActionsCount + actions.CompilationEndActionsCount
        + actions.SyntaxTreeActionsCount + actions.SemanticModelActionsCount + actions.AdditionalFileActionsCount;
}
