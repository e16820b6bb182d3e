using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>Runs an analyzer of somebody else's, or the compiler's own checks, without our suppressor and with it.</summary>
internal static class VerifySuppression
{
    /// <summary>The marked places are reported without the suppressor, and with it suppressed; nothing else is reported.</summary>
    public static async Task SuppressesAsync(string alarm, string marked)
    {
        Assert.NotEmpty(MarkedSource.Parse(marked).Marks);
        var (without, with) = await ReportedAsync(alarm, marked);

        Assert.Equal(Expected(marked), without.Select(Shown));
        Assert.Empty(with.Where(found => !found.IsSuppressed).Select(Shown));
    }

    /// <summary>The marked places are reported, with the suppressor too.</summary>
    public static async Task LeavesAsync(string alarm, string marked, string switchedOff = "none")
    {
        Assert.NotEmpty(MarkedSource.Parse(marked).Marks);
        var (without, with) = await ReportedAsync(alarm, marked, switchedOff);

        Assert.Equal(Expected(marked), without.Select(Shown));
        Assert.Equal(Expected(marked), with.Where(found => !found.IsSuppressed).Select(Shown));
    }

    /// <summary>Whether something is reported without the suppressor, and nothing or less with it.</summary>
    public static async Task<bool> IsSuppressedAsync(string alarm, string source)
    {
        var (without, with) = await ReportedAsync(alarm, source);
        return without.Count > 0 && with.Count(found => !found.IsSuppressed) < without.Count;
    }

    private static async Task<(IReadOnlyList<Diagnostic> Without, IReadOnlyList<Diagnostic> With)> ReportedAsync(string alarm, string marked, string switchedOff = "none")
    {
        var compilation = await TestProject.CompileAsync(TestProject.Create(new Scenario(MarkedSource.Parse(marked).Text)));
        compilation = compilation.WithOptions(compilation.Options
            .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
            .WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItem(alarm, ReportDiagnostic.Warn).SetItem(switchedOff, ReportDiagnostic.Suppress)));
        ImmutableArray<DiagnosticAnalyzer> theirs = alarm switch
        {
            "IDE0060" or "RCS1163" => [new ParameterReporter(alarm)],
            _ => OtherAnalyzers.Of(alarm),
        };
        Assert.Equal(alarm.StartsWith("CS", StringComparison.Ordinal), theirs.IsEmpty);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error).Select(Shown));
        return (await RunAsync(theirs), await RunAsync(theirs.Add(new PatternSuppressor())));

        async Task<IReadOnlyList<Diagnostic>> RunAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
        {
            if (analyzers.IsEmpty)
            {
                return InOrder(compilation.GetDiagnostics(TestContext.Current.CancellationToken));
            }

            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
            return InOrder(await compilation.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken));
        }

        IReadOnlyList<Diagnostic> InOrder(IEnumerable<Diagnostic> found) =>
            [.. found.Where(d => d.Id == alarm && d.Location.SourceTree?.FilePath == "/src/Source0.cs").OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private static IEnumerable<string> Expected(string marked)
    {
        var source = MarkedSource.Parse(marked);
        return source.Marks.Select(mark => $"{mark.Id} at {mark.Span.Start} '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}'");
    }

    private static string Shown(Diagnostic found) =>
        $"{found.Id} at {found.Location.SourceSpan.Start - Generators.Tests.Harness.Source.Usings.Length} '{found.Location.SourceTree?.GetText().ToString(found.Location.SourceSpan)}'";
}
