using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Nika.Messaging.CodeFixes;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>
/// Applies a fix as an editor does and compares every document and additional file. What comes out must compile, and is analyzed
/// again: only what it marks may be left.
/// </summary>
internal static class VerifyFix
{
    /// <summary>Every fix of the assembly.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(DocumentFix).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>Fixing the first finding, and fixing all, gives the same.</summary>
    public static async Task FixesAsync(string key, Scenario before, Scenario after)
    {
        await FixesFirstAsync(key, before, after);
        await FixesAllAsync(key, before, after);
    }

    /// <inheritdoc cref="FixesAsync(string, Scenario, Scenario)"/>
    public static Task FixesAsync(string key, string before, string after) => FixesAsync(key, new Scenario(before), new Scenario(after));

    /// <summary>The first finding is fixed; what <paramref name="after"/> marks is left.</summary>
    public static async Task FixesFirstAsync(string key, Scenario before, Scenario after)
    {
        var project = TestProject.Create(before);
        var diagnostic = (await FixableAsync(project, key))[0];
        var action = Assert.Single(await ActionsAsync(project, diagnostic), action => action.EquivalenceKey == key);
        await AssertChangedAsync(action, [project], [after]);
    }

    /// <summary>Fix-all fixes whatever it can: of a document, of the project and of the solution, with the same outcome where all findings are in one document.</summary>
    public static async Task FixesAllAsync(string key, Scenario before, Scenario after)
    {
        var project = TestProject.Create(before);
        var diagnostics = await FixableAsync(project, key);
        Assert.NotEmpty(diagnostics);
        var trees = diagnostics.Select(diagnostic => diagnostic.Location.SourceTree).Distinct().ToList();
        foreach (var scope in trees is [not null] ? [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution] : new[] { FixAllScope.Project, FixAllScope.Solution })
        {
            await AssertChangedAsync(await FixAllAsync(project, key, scope, diagnostics), [project], [after]);
        }
    }

    /// <summary>Fix-all of a solution fixes whatever it can in several projects, one for each scenario; of a project, only what is there.</summary>
    public static async Task FixesAllOfSolutionAsync(string key, IReadOnlyList<Scenario> before, IReadOnlyList<Scenario> after)
    {
        var projects = TestProject.CreateSolution(before);
        await AssertChangedAsync(await FixAllAsync(projects[0], key, FixAllScope.Solution, await FixableAsync(projects[0], key)), projects, after);
    }

    /// <summary>No finding can be fixed, by whatever key.</summary>
    public static async Task OffersNothingAsync(Scenario scenario)
    {
        var project = TestProject.Create(scenario with { Sources = [.. scenario.Sources.Select(source => MarkedSource.Parse(source).Text)] });
        var found = await TestProject.AnalyzeAsync(project);
        Assert.NotEmpty(found);
        foreach (var diagnostic in found)
        {
            Assert.Empty(await ActionsAsync(project, diagnostic));
        }
    }

    private static CodeFixProvider FixOf(string id) => Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));

    private static Document? DocumentOf(Project project, Diagnostic diagnostic) => project.GetDocument(diagnostic.Location.SourceTree);

    private static TextDocument? FileOf(Project project, Diagnostic diagnostic) =>
        (TextDocument?)DocumentOf(project, diagnostic) ?? project.AdditionalDocuments.FirstOrDefault(file => file.FilePath == diagnostic.Location.GetLineSpan().Path);

    private static async Task<CodeAction> FixAllAsync(Project project, string key, FixAllScope scope, IReadOnlyList<Diagnostic> diagnostics)
    {
        var fix = FixOf(diagnostics[0].Id);
        var context = new FixAllContext(
            DocumentOf(project, diagnostics[0]) ?? project.Documents.First(), fix, scope, key, diagnostics.Select(d => d.Id).Distinct(), new Found(), TestContext.Current.CancellationToken);
        return await fix.GetFixAllProvider()!.GetFixAsync(context) ?? throw new InvalidOperationException("There is nothing to fix.");
    }

    private static async Task<IReadOnlyList<Diagnostic>> FixableAsync(Project project, string key)
    {
        var fixable = new List<Diagnostic>();
        foreach (var diagnostic in await TestProject.AnalyzeAsync(project))
        {
            if ((await ActionsAsync(project, diagnostic)).Any(action => action.EquivalenceKey == key))
            {
                fixable.Add(diagnostic);
            }
        }

        return fixable;
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(Project project, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        if (FileOf(project, diagnostic) is { } document)
        {
            foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
            }
        }

        return actions;
    }

    private static async Task AssertChangedAsync(CodeAction action, IReadOnlyList<Project> projects, IReadOnlyList<Scenario> after)
    {
        var operations = await action.GetOperationsAsync(projects[0].Solution, NoProgress.Instance, TestContext.Current.CancellationToken);
        var solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        for (int i = 0; i < projects.Count; i++)
        {
            await AssertIsAsync(solution.GetProject(projects[i].Id)!, after[i]);
        }
    }

    private static async Task AssertIsAsync(Project changed, Scenario after)
    {
        var sources = after.Sources.Select(MarkedSource.Parse).ToList();
        var expected = TestProject.Create(after with { Sources = [.. sources.Select(source => source.Text)] });

        Assert.Equal(await TextsAsync(expected.Documents), await TextsAsync(changed.Documents));
        Assert.Equal(await TextsAsync(expected.AdditionalDocuments), await TextsAsync(changed.AdditionalDocuments));
        Assert.Empty(TestProject.Complaints(await TestProject.CompileAsync(changed)));
        Assert.Equal(
            sources.SelectMany((source, file) => source.Marks.Select(mark => $"{mark.Id} at {file}:{mark.Span.Start}")),
            (await TestProject.AnalyzeAsync(changed)).Select(diagnostic => Verify.Shown(diagnostic).Split(" '")[0]));
    }

    private static async Task<string> TextsAsync(IEnumerable<TextDocument> documents)
    {
        var texts = new List<string>();
        foreach (var document in documents.OrderBy(document => document.FilePath, StringComparer.Ordinal))
        {
            string text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
            texts.Add($"== {document.FilePath}\n{text.Replace(Source.Usings, "", StringComparison.Ordinal)}");
        }

        return string.Join('\n', texts);
    }

    /// <summary>What fix-all is given: the same findings that one fix is.</summary>
    private sealed class Found : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await TestProject.AnalyzeAsync(project);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await TestProject.AnalyzeAsync(document.Project)).Where(diagnostic => DocumentOf(document.Project, diagnostic)?.Id == document.Id);

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await TestProject.AnalyzeAsync(project)).Where(diagnostic => DocumentOf(project, diagnostic) is null);
    }

    private sealed class NoProgress : IProgress<CodeAnalysisProgress>
    {
        public static NoProgress Instance { get; } = new();

        public void Report(CodeAnalysisProgress value)
        {
        }
    }
}
