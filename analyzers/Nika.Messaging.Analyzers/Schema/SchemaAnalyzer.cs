using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>Holds the messages of a project against its baseline, <c>nika.schema.txt</c>. Without that file nothing is looked at.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class SchemaAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => SchemaRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Options.AdditionalFiles.FirstOrDefault(SchemaBaseline.IsBaseline) is not { } file
                || start.Compilation.GetTypeByMetadataName(KnownNames.MetadataName(KnownNames.MessageAttribute)) is null
                || file.GetText(start.CancellationToken) is not { } text)
            {
                return;
            }

            var baseline = SchemaBaseline.Parse(text);
            if (baseline.Unreadable.Count > 0)
            {
                // What the lines would have said is not known: nothing else is worth saying.
                start.RegisterAdditionalFileAction(action => ReportUnreadable(baseline, text, action));
                return;
            }

            var declared = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            start.RegisterSymbolAction(symbol => Compare((INamedTypeSymbol)symbol.Symbol, baseline, declared, symbol), SymbolKind.NamedType);
            if (!HasSeveralTargets(start.Options))
            {
                start.RegisterCompilationEndAction(end => ReportGone(baseline, declared, file, text, end));
            }
        });
    }

    private static void ReportUnreadable(SchemaBaseline baseline, SourceText text, AdditionalFileAnalysisContext context)
    {
        if (SchemaBaseline.IsBaseline(context.AdditionalFile))
        {
            foreach (var (span, line, wrong) in baseline.Unreadable)
            {
                context.ReportDiagnostic(Diagnostic.Create(SchemaRules.Unreadable, LocationOf(context.AdditionalFile, text, span), line, wrong));
            }
        }
    }

    private static void Compare(INamedTypeSymbol type, SchemaBaseline baseline, ConcurrentDictionary<string, bool> declared, SymbolAnalysisContext context)
    {
        if (type.FindAttribute(KnownNames.MessageAttribute) is not { } attribute)
        {
            return;
        }

        declared[attribute.Argument<string>() ?? ""] = true;
        var message = MessageParser.Parse(type, context.CancellationToken);
        if (message.Model is not { } model)
        {
            return;
        }

        var schema = new MessageSchema(model, message.Members, context.CancellationToken);
        var comparison = new SchemaComparison(baseline, schema);
        foreach (var finding in comparison.Findings())
        {
            var location = finding.Member?.Locations.FirstOrDefault() ?? attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(
                SchemaRules.Of(finding.Id),
                location?.SourceTree is { } tree && context.Compilation.ContainsSyntaxTree(tree) ? location : type.Locations[0],
                PropertiesOf(finding, comparison, schema),
                [.. finding.Arguments]));
        }
    }

    /// <summary>A message may be declared for one target only: what another target lacks is not gone.</summary>
    private static bool HasSeveralTargets(AnalyzerOptions options) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.NikaSeveralTargets", out string? several)
        && string.Equals(several, "true", StringComparison.OrdinalIgnoreCase);

    private static void ReportGone(SchemaBaseline baseline, ConcurrentDictionary<string, bool> declared, AdditionalText file, SourceText text, CompilationAnalysisContext context)
    {
        foreach (var message in baseline.Messages)
        {
            if (!declared.ContainsKey(message.Key))
            {
                var properties = ImmutableDictionary<string, string?>.Empty
                    .Add(SchemaIds.Remove, Joined(baseline.InsideOf(message.Key).Prepend(message)))
                    .Add(SchemaIds.Add, SchemaLine.Tombstone(message.Key).Text);
                context.ReportDiagnostic(Diagnostic.Create(SchemaRules.Gone, LocationOf(file, text, baseline.PlaceOf(message)), properties, message.Key));
            }
        }
    }

    private static ImmutableDictionary<string, string?> PropertiesOf(SchemaFinding finding, SchemaComparison comparison, MessageSchema schema)
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        properties.Add(SchemaIds.Remove, Joined(finding.Remove));
        properties.Add(SchemaIds.Add, Joined(finding.Add));
        if (finding.Id == SchemaIds.Breaking)
        {
            int next = comparison.NextVersion;
            var (remove, add) = comparison.RecordVersion(next);
            properties.Add(SchemaIds.NextVersion, next.ToString(CultureInfo.InvariantCulture));
            properties.Add(SchemaIds.Raised + SchemaIds.Remove, Joined(remove));
            properties.Add(SchemaIds.Raised + SchemaIds.Add, Joined(add));
        }

        return properties.ToImmutable();
    }

    private static string Joined(IEnumerable<SchemaLine> lines) => string.Join("\n", lines.Select(line => line.Text));

    private static Location LocationOf(AdditionalText file, SourceText text, TextSpan span) => Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
}
