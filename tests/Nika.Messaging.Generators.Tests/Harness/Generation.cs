using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nika.Messaging.Generators.Tests.Harness;

/// <summary>A run of the generator.</summary>
internal sealed class Generation
{
    private readonly GeneratorDriver driver;

    private Generation(GeneratorDriver driver, Compilation input)
    {
        this.driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        Input = input;
        Output = output;
        Result = this.driver.GetRunResult().Results[0];
        Assert.Null(Result.Exception);
    }

    public Compilation Input { get; }

    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>What was generated, by hint name.</summary>
    public ImmutableSortedDictionary<string, string> Files =>
        Result.GeneratedSources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>Everything the compiler says about input and output together, hidden remarks aside.</summary>
    public ImmutableArray<Diagnostic> Complaints => [.. Output.GetDiagnostics().Where(d => d.Severity > DiagnosticSeverity.Info)];

    public static Generation Of(params string[] sources) => Of(Source.Compile(sources));

    public static Generation Of(Compilation compilation) => new(
        CSharpGeneratorDriver.Create(
            [new NikaGenerator().AsSourceGenerator()],
            parseOptions: Source.Parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    /// <summary>Runs the same driver again on another state of the code.</summary>
    public Generation Then(Compilation compilation) => new(driver, compilation);

    /// <summary>The same code with one tree replaced.</summary>
    public Generation ThenEdit(int tree, string source)
    {
        var old = Input.SyntaxTrees.ElementAt(tree);
        return Then(Input.ReplaceSyntaxTree(old, Source.Tree(source, old.FilePath)));
    }

    /// <summary>The models that came out of a named step.</summary>
    public ImmutableArray<object> Models(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var steps) ? [.. steps.SelectMany(s => s.Outputs).Select(o => o.Value)] : [];

    /// <summary>Why the outputs of a named step are what they are.</summary>
    public ImmutableArray<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out var steps) ? [.. steps.SelectMany(s => s.Outputs).Select(o => o.Reason)] : [];

    /// <summary>The same for the generated files.</summary>
    public ImmutableArray<IncrementalStepRunReason> OutputReasons =>
        [.. Result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs).Select(o => o.Reason)];
}
