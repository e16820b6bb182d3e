using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Nika.Messaging.Generators;

namespace Nika.Messaging.Benchmarks;

/// <summary>
/// What the generator costs in a large project, as a share of what the compiler takes to bind it: all diagnostics of a new compilation of the
/// same sources and of what was generated from them, on as many processors as it likes. Parsing is in neither. The shares of binding the sources alone, a far
/// smaller thing, are printed beside it.
/// </summary>
internal static class GeneratorReport
{
    public static void Run(Report report, bool isShort)
    {
        int rounds = isShort ? 1 : 5;
        var bind = new Rounds();
        var bindSources = new Rounds();
        var cold = new Rounds();
        var unrelated = new Rounds();
        var one = new Rounds();
        SyntaxTree[] trees = [ManyMessages.Unrelated(0), .. Enumerable.Range(0, ManyMessages.Files).Select(file => ManyMessages.File(file, 0))];
        for (int round = -1; round < rounds; round++)
        {
            bool counts = round >= 0;
            var compilation = ManyMessages.Compile(trees);
            var driver = Timed(cold, counts, NewDriver(track: false), compilation);
            _ = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);

            var fresh = ManyMessages.Compile(output.SyntaxTrees);
            long start = Stopwatch.GetTimestamp();
            var diagnostics = fresh.GetDiagnostics();
            bind.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, counts);
            if (diagnostics.FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            {
                throw new InvalidOperationException(error.ToString());
            }

            var sourcesAlone = ManyMessages.Compile(trees);
            start = Stopwatch.GetTimestamp();
            _ = sourcesAlone.GetDiagnostics();
            bindSources.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, counts);

            // Edits come one upon the other, as they do in an editor.
            for (int edit = 1; edit <= 5; edit++)
            {
                compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], ManyMessages.Unrelated(edit));
                driver = Timed(unrelated, counts, driver, compilation);
            }

            for (int edit = 1; edit <= 5; edit++)
            {
                compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[100], ManyMessages.File(99, edit));
                driver = Timed(one, counts, driver, compilation);
            }
        }

        var sources = Rerun(trees, trees[0], ManyMessages.Unrelated(1), out int afterUnrelated);
        _ = Rerun(trees, trees[100], ManyMessages.File(99, 1), out int afterOne);
        report.Note("the compiler binds 1,000 messages in 200 files", Milliseconds(bind));
        report.Note("  the sources alone, without what is generated", Milliseconds(bindSources));
        report.Note("  cold, unrelated, one: shares of that", string.Create(
            CultureInfo.InvariantCulture,
            $"{cold.Median / bindSources.Median:0.00} {unrelated.Median / bindSources.Median:0.00} {one.Median / bindSources.Median:0.00}"));
        report.AtMost("cold generation", Milliseconds(cold), cold.Median / bind.Median, 0.6, "binding");
        report.AtMost("an unrelated edit", Milliseconds(unrelated), unrelated.Median / bind.Median, 0.05, "binding");
        report.AtMost("an edit of one message", Milliseconds(one), one.Median / bind.Median, 0.06, "binding");
        report.Exactly("files emitted after an unrelated edit", afterUnrelated, 0);
        report.Exactly("files emitted after an edit of one message", afterOne, 1);
        report.Note("generated source a message", string.Create(CultureInfo.InvariantCulture, $"{sources.Average(s => s.SourceText.Length):N0} B"));
    }

    private static CSharpGeneratorDriver NewDriver(bool track) => CSharpGeneratorDriver.Create(
        [new NikaGenerator().AsSourceGenerator()],
        parseOptions: ManyMessages.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    private static GeneratorDriver Timed(Rounds times, bool counts, GeneratorDriver driver, CSharpCompilation compilation)
    {
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, counts);
        return driver;
    }

    /// <summary>How many files an edit has emitted again.</summary>
    private static ImmutableArray<GeneratedSourceResult> Rerun(SyntaxTree[] trees, SyntaxTree before, SyntaxTree after, out int emitted)
    {
        var compilation = ManyMessages.Compile(trees);
        var result = NewDriver(track: true).RunGenerators(compilation).RunGenerators(compilation.ReplaceSyntaxTree(before, after)).GetRunResult().Results[0];
        emitted = result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        return result.GeneratedSources;
    }

    private static string Milliseconds(Rounds times) => string.Create(CultureInfo.InvariantCulture, $"{times.Median:N1} ms");
}
