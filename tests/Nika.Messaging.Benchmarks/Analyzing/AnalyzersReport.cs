using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.Benchmarks.Analyzing;

/// <summary>
/// What all rules together add to the compilation of a large pod, as a share of what the compiler takes for it by itself: binding and emitting, without
/// parsing. Added is what a build with them and no other analyzers takes longer, the binding that their questions cause included.
/// </summary>
internal static class AnalyzersReport
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. typeof(ContractAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static void Run(Report report, bool isShort)
    {
        var project = LargeProject.Of(isShort ? 20_000 : 100_000);
        var options = ProjectFacts.Of(Baseline(project));
        var emit = new Rounds();
        var emitCpu = new Rounds();
        var bind = new Rounds();
        var analyze = new Rounds();
        var added = new Rounds();
        var cpu = new Rounds();
        ImmutableArray<Diagnostic> found = [];
        for (int round = -1; round < (isShort ? 1 : 5); round++)
        {
            bool counts = round >= 0;
            var emitted = Timed(() => Emit(project.Compile()));
            var bound = Timed(() => project.Compile().GetDiagnostics());
            var analyzed = Timed(() => found = Analyze(project.Compile(), options));
            emit.Add(emitted.Wall, counts);
            emitCpu.Add(emitted.Cpu, counts);
            bind.Add(bound.Wall, counts);
            analyze.Add(analyzed.Wall, counts);
            added.Add((analyzed.Wall - bound.Wall) / emitted.Wall, counts);
            cpu.Add((analyzed.Cpu - bound.Cpu) / emitted.Cpu, counts);
        }

        string[] mistakes = [.. project.Mistakes.Order(StringComparer.Ordinal)];
        string[] warnings = [.. found.Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id.StartsWith("NIKA", StringComparison.Ordinal)).Select(LargeProject.Shown).Order(StringComparer.Ordinal)];
        foreach (string difference in mistakes.Except(warnings, StringComparer.Ordinal).Select(mistake => "missed: " + mistake).Concat(warnings.Except(mistakes, StringComparer.Ordinal)))
        {
            Console.Error.WriteLine(difference);
        }

        report.Note("the compiler binds and emits", string.Create(CultureInfo.InvariantCulture, $"{emit.Median:N0} ms, {project.Lines:N0} lines"));
        report.Note("  binds", Milliseconds(bind.Median));
        report.Note("  binds, and the rules look", Milliseconds(analyze.Median));
        report.AtMost("added by all rules, time", Milliseconds(added.Median * emit.Median), added.Median, 0.15, "the compiler");
        report.AtMost("added by all rules, processor", Milliseconds(cpu.Median * emitCpu.Median), cpu.Median, 0.15, "the compiler");
        report.Note("mistakes in it", mistakes.Length.ToString(CultureInfo.InvariantCulture));
        report.Exactly("mistakes missed", mistakes.Except(warnings, StringComparer.Ordinal).Count(), 0);
        report.Exactly("false alarms", warnings.Except(mistakes, StringComparer.Ordinal).Count(), 0);
        foreach (var (name, milliseconds) in Shares(project, options))
        {
            report.Note("  spent in " + name, Milliseconds(milliseconds));
        }
    }

    private static ImmutableArray<Diagnostic> Analyze(CSharpCompilation compilation, AnalyzerOptions options) =>
        Wait(compilation.WithAnalyzers(Analyzers, options).GetAllDiagnosticsAsync());

    /// <summary>The baseline that the project's messages are in: what NIKA120 says of an empty one.</summary>
    private static string Baseline(LargeProject project) =>
        string.Join('\n', Analyze(project.Compile(), ProjectFacts.Of("")).Where(d => d.Id == SchemaIds.NotRecorded).SelectMany(d => d.Properties[SchemaIds.Add]!.Split('\n')).Order(StringComparer.Ordinal)) + "\n";

    private static IEnumerable<(string Name, double Milliseconds)> Shares(LargeProject project, AnalyzerOptions options)
    {
        var analysis = project.Compile().WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        var result = Wait(analysis.GetAnalysisResultAsync(CancellationToken.None));
        return [.. Analyzers.Select(analyzer => (analyzer.GetType().Name, result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds))];
    }

    private static void Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20)));
        }
    }

    private static (double Wall, double Cpu) Timed(Action work)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        work();
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - cpu).TotalMilliseconds);
    }

    // Nothing else runs here, and what is measured starts on the pool's threads.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static string Milliseconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0} ms");
}
