using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>Runs the generator, and every analyzer on what comes out: as a build does.</summary>
internal static class Verify
{
    /// <summary>Just the marked spans are reported, with these messages in their order; the compiler has nothing to add, and nothing is generated for a refused contract.</summary>
    public static Task ReportsAsync(string marked, params string[] messages) => ReportsAsync(new Scenario(marked), messages);

    /// <inheritdoc cref="ReportsAsync(string, string[])"/>
    public static Task ReportsAsync(string[] marked, string[] messages) => ReportsAsync(new Scenario(marked), messages);

    /// <inheritdoc cref="ReportsAsync(string, string[])"/>
    public static async Task ReportsAsync(Scenario scenario, params string[] messages)
    {
        var sources = scenario.Sources.Select(MarkedSource.Parse).ToList();
        var expected = sources.SelectMany((source, file) => source.Marks.Select(mark => (File: file, mark.Span, mark.Id))).ToList();
        Assert.Equal(expected.Count, messages.Length);

        var project = TestProject.Create(scenario with { Sources = [.. sources.Select(source => source.Text)] });
        var compilation = await TestProject.CompileAsync(project);
        var found = await TestProject.AnalyzeAsync(compilation, project.AnalyzerOptions);
        Assert.Equal(
            expected.Select((mark, index) => Shown(mark.Id, mark.File, mark.Span.Start, sources[mark.File].Text.Substring(mark.Span.Start, mark.Span.Length), messages[index])),
            found.Select(Shown));
        Assert.Empty(TestProject.Complaints(compilation));

        string[] generated = [.. (await project.GetSourceGeneratedDocumentsAsync(TestContext.Current.CancellationToken)).Select(document => document.HintName)];
        Assert.All(
            found.Where(diagnostic => diagnostic.Descriptor is { Category: RuleCategory.Contracts, DefaultSeverity: DiagnosticSeverity.Error }),
            diagnostic => AssertNothingGenerated(diagnostic, generated));
    }

    /// <summary>Nothing is reported, and what is generated compiles.</summary>
    public static Task IsSilentAsync(params string[] sources) => IsSilentAsync(new Scenario(sources));

    /// <inheritdoc cref="IsSilentAsync(string[])"/>
    public static async Task IsSilentAsync(Scenario scenario)
    {
        var project = TestProject.Create(scenario);
        Assert.Empty((await TestProject.AnalyzeAsync(project)).Select(Shown));
        Assert.Empty(TestProject.Complaints(await TestProject.CompileAsync(project)));
    }

    /// <summary>What the analyzers report, in the order of files and positions.</summary>
    public static Task<IReadOnlyList<Diagnostic>> DiagnosticsOf(Compilation compilation) => TestProject.AnalyzeAsync(compilation, options: null);

    /// <summary>The id, place, text and message of a finding.</summary>
    public static string Shown(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return $"{diagnostic.Id} nowhere: {message}";
        }

        var span = diagnostic.Location.SourceSpan;
        string name = Path.GetFileNameWithoutExtension(tree.FilePath);
        return name.StartsWith("Source", StringComparison.Ordinal) && int.TryParse(name["Source".Length..], CultureInfo.InvariantCulture, out int file)
            ? Shown(diagnostic.Id, file, span.Start - Source.Usings.Length, tree.GetText().ToString(span), message)
            : $"{diagnostic.Id} in {tree.FilePath} '{tree.GetText().ToString(span)}': {message}";
    }

    private static string Shown(string id, int file, int start, string text, string message) => $"{id} at {file}:{start} '{text}': {message}";

    private static void AssertNothingGenerated(Diagnostic diagnostic, string[] generated)
    {
        var node = diagnostic.Location.SourceTree!.GetRoot(CancellationToken.None).FindNode(diagnostic.Location.SourceSpan);

        // What is wrong with the assembly concerns no type of its own.
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText is { } type)
        {
            Assert.DoesNotContain(generated, name => name.Split('.', '-').Contains(type, StringComparer.Ordinal));
        }
    }
}
