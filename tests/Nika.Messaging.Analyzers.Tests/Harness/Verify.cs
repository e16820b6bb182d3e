using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>Runs the generator, and the analyzer on what comes out: as a build does.</summary>
internal static class Verify
{
    /// <summary>Just the marked spans are reported, with these messages in their order; the compiler has nothing to add, and nothing is generated there.</summary>
    public static Task ReportsAsync(string marked, params string[] messages) => ReportsAsync([marked], messages);

    /// <inheritdoc cref="ReportsAsync(string, string[])"/>
    public static async Task ReportsAsync(string[] marked, string[] messages)
    {
        var sources = marked.Select(MarkedSource.Parse).ToList();
        var generation = Generation.Of([.. sources.Select(source => source.Text)]);
        var expected = sources.SelectMany((source, file) => source.Marks.Select(mark => (File: file, mark.Span, mark.Id))).ToList();
        Assert.Equal(expected.Count, messages.Length);

        var found = await DiagnosticsOf(generation.Output);
        Assert.Equal(
            expected.Select((mark, index) => Shown(mark.Id, mark.File, mark.Span.Start, sources[mark.File].Text.Substring(mark.Span.Start, mark.Span.Length), messages[index])),
            found.Select(Shown));
        AssertCompiles(generation);
        Assert.All(found, diagnostic => AssertNothingGenerated(diagnostic, generation));
    }

    /// <summary>Nothing is reported, and what is generated compiles.</summary>
    public static async Task IsSilentAsync(params string[] sources)
    {
        var generation = Generation.Of(sources);
        Assert.Empty((await DiagnosticsOf(generation.Output)).Select(Shown));
        AssertCompiles(generation);
    }

    /// <summary>What the analyzer reports, in the order of files and positions.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnosticsOf(Compilation compilation)
    {
        // An exception of the analyzer's comes as AD0001, which no test expects.
        var found = await compilation.WithAnalyzers([new ContractAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The compiler has nothing to say; that code under test is undocumented is not its fault.</summary>
    public static void AssertCompiles(Generation generation) =>
        Assert.DoesNotContain(generation.Complaints, diagnostic => diagnostic.Id != "CS1591");

    private static string Shown(Diagnostic diagnostic)
    {
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return $"{diagnostic.Id} nowhere: {message}";
        }

        var span = diagnostic.Location.SourceSpan;
        int file = int.Parse(Path.GetFileNameWithoutExtension(tree.FilePath).Replace("Source", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return Shown(diagnostic.Id, file, span.Start - Source.Usings.Length, tree.GetText().ToString(span), message);
    }

    private static string Shown(string id, int file, int start, string text, string message) => $"{id} at {file}:{start} '{text}': {message}";

    private static void AssertNothingGenerated(Diagnostic diagnostic, Generation generation)
    {
        var node = diagnostic.Location.SourceTree!.GetRoot(CancellationToken.None).FindNode(diagnostic.Location.SourceSpan);
        string type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>()!.Identifier.ValueText;
        Assert.DoesNotContain(generation.Files.Keys, name => name.Split('.', '-').Contains(type, StringComparer.Ordinal));
    }
}
