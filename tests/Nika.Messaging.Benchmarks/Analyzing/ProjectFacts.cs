using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Nika.Messaging.Benchmarks.Analyzing;

/// <summary>What a build tells the analyzers besides the sources: that it is a pod's, and its baseline.</summary>
internal static class ProjectFacts
{
    public static AnalyzerOptions Of(string baseline) => new([new Baseline(baseline)], new Properties());

    private sealed class Baseline(string text) : AdditionalText
    {
        public override string Path => "/src/nika.schema.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Properties : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Pod();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Pod : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.NikaPod" ? "true" : null;
            return value is not null;
        }
    }
}
