using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Analyzers.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests.Suppressions;

/// <summary>The .NET analyzers themselves, as a package brings them.</summary>
internal static class OtherAnalyzers
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
    [
        .. new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
            .SelectMany(file => new AnalyzerFileReference(Path.Combine(Repository.Metadata("NetAnalyzers"), "analyzers", "dotnet", "cs", file), Loader.Instance).GetAnalyzers(LanguageNames.CSharp)),
    ];

    /// <summary>Those that report a rule; none for what the compiler reports.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Of(string id) => [.. All.Where(analyzer => analyzer.SupportedDiagnostics.Any(rule => rule.Id == id))];

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
            // What they depend on lies beside them.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
