using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>The analyzers and the generator of this process, as a project refers to them.</summary>
internal sealed class InProcessAnalyzers : AnalyzerReference
{
    // The same wrapper each time: a workspace looks a generator's driver up by it.
    private readonly ImmutableArray<ISourceGenerator> generators = [new Generators.NikaGenerator().AsSourceGenerator()];

    private InProcessAnalyzers()
    {
    }

    public static InProcessAnalyzers Instance { get; } = new();

    /// <summary>Every analyzer of the assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(ContractAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public override string? FullPath => null;

    public override object Id => nameof(InProcessAnalyzers);

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => Analyzers;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => Analyzers;

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => generators;

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => generators;
}
