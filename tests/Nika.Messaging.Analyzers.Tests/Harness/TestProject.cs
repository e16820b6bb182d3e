using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>A <see cref="Scenario"/> in a workspace: generated for, analyzed and fixed as an editor does.</summary>
internal static class TestProject
{
    // As the SDK has it: references to older versions of the framework are as good.
    private static readonly Dictionary<string, ReportDiagnostic> UsuallySilent =
        new(StringComparer.Ordinal) { ["CS1701"] = ReportDiagnostic.Suppress, ["CS1702"] = ReportDiagnostic.Suppress };

    public static Project Create(Scenario scenario) => CreateSolution(scenario)[0];

    /// <summary>Several projects of one solution, one for each scenario: files of the same path are the same file.</summary>
    public static IReadOnlyList<Project> CreateSolution(params IReadOnlyList<Scenario> scenarios)
    {
        var solution = new AdhocWorkspace().CurrentSolution;
        var ids = new List<ProjectId>();
        foreach (var scenario in scenarios)
        {
            var project = AddTo(solution, ids.Count == 0 ? "Repo.Audit" : $"Repo.Audit{ids.Count}", scenario);
            solution = project.Solution;
            ids.Add(project.Id);
        }

        return ids.ConvertAll(id => solution.GetProject(id)!);
    }

    public static async Task<Compilation> CompileAsync(Project project) =>
        await project.GetCompilationAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("A C# project has a compilation.");

    /// <summary>What the analyzers report, in the order of files and positions.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Project project) => await AnalyzeAsync(await CompileAsync(project), project.AnalyzerOptions);

    /// <inheritdoc cref="AnalyzeAsync(Project)"/>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Compilation compilation, AnalyzerOptions? options)
    {
        // An exception of an analyzer's comes as AD0001, which no test expects.
        var found = await compilation.WithAnalyzers(InProcessAnalyzers.Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.Where(diagnostic => !diagnostic.IsSuppressed)
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Everything the compiler says, hidden remarks aside; that code under test is undocumented is not its fault.</summary>
    public static IEnumerable<Diagnostic> Complaints(Compilation compilation) =>
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info && diagnostic.Id != "CS1591");

    private static Project AddTo(Solution solution, string name, Scenario scenario)
    {
        var template = Source.Compile();
        var options = template.Options
            .WithOutputKind(scenario.IsExecutable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary)
            .WithSpecificDiagnosticOptions(UsuallySilent);
        var project = solution
            .AddProject(name, name, LanguageNames.CSharp)
            .WithCompilationOptions(options)
            .WithParseOptions(Source.Parse)
            .WithMetadataReferences(template.References.Concat(scenario.References))
            .AddAnalyzerReference(InProcessAnalyzers.Instance);
        for (int i = 0; i < scenario.Sources.Count; i++)
        {
            project = project.AddDocument($"Source{i}.cs", Text(Source.Usings + scenario.Sources[i]), filePath: $"/src/Source{i}.cs").Project;
        }

        foreach (var (path, text) in scenario.AdditionalFiles)
        {
            project = project.AddAdditionalDocument(Path.GetFileName(path), Text(text), filePath: path).Project;
        }

        string[] global = ["is_global = true", .. scenario.Properties.Select(property => $"build_property.{property.Key} = {property.Value}")];
        project = project.AddAnalyzerConfigDocument(".globalconfig", Text(string.Join('\n', global)), filePath: "/src/.globalconfig").Project;
        string[] editor = ["root = true", "[*.cs]", .. scenario.EditorConfig];
        return project.AddAnalyzerConfigDocument(".editorconfig", Text(string.Join('\n', editor)), filePath: "/src/.editorconfig").Project;
    }

    private static SourceText Text(string text) => SourceText.From(text, Encoding.UTF8);
}
