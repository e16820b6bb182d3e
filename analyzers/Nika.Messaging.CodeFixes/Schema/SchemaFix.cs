using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>
/// NIKA120, NIKA121 and NIKA124: records in <c>nika.schema.txt</c> what is on the wire, or is not any more; or gives the message its next version,
/// and records that. Fix-all takes all messages of all projects in one go.
/// </summary>
[ExportCodeFixProvider(
    LanguageNames.CSharp,
    Name = nameof(SchemaFix),
    DocumentKinds = [nameof(TextDocumentKind.Document), nameof(TextDocumentKind.AdditionalDocument)])]
[Shared]
internal sealed class SchemaFix : CodeFixProvider
{
    public const string Record = SchemaIds.NotRecorded + ".record";
    public const string Accept = SchemaIds.Breaking + ".accept";
    public const string Raise = SchemaIds.Breaking + ".raise";
    public const string Tombstone = SchemaIds.Gone + ".tombstone";

    public override ImmutableArray<string> FixableDiagnosticIds => [SchemaIds.NotRecorded, SchemaIds.Breaking, SchemaIds.Gone];

    public override FixAllProvider GetFixAllProvider() => SchemaFixAll.Instance;

    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.TextDocument.Project;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (string key in KeysOf(diagnostic.Id))
            {
                string title = key switch
                {
                    Record => "Record it in " + SchemaIds.FileName,
                    Tombstone => $"Write '{diagnostic.Properties[SchemaIds.Add]}' in its place",
                    Accept => "Accept the change in " + SchemaIds.FileName,
                    _ => $"Raise the message to version {diagnostic.Properties[SchemaIds.NextVersion]}, and record it",
                };
                context.RegisterCodeFix(
                    CodeAction.Create(title, cancellation => ApplyAsync(project.Solution, project.Id, [diagnostic], key, cancellation), key),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Fixes findings of one project, perhaps in a solution where others have been fixed before.</summary>
    internal static async Task<Solution> ApplyAsync(
        Solution solution, ProjectId id, IReadOnlyCollection<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        if (solution.GetProject(id) is not { } project || BaselineEdit.Find(project) is not { } baseline)
        {
            return solution;
        }

        string prefix = key == Raise ? SchemaIds.Raised : "";
        solution = await BaselineEdit.ApplyAsync(
            baseline, [.. Lines(diagnostics, prefix + SchemaIds.Remove)], Lines(diagnostics, prefix + SchemaIds.Add), cancellationToken).ConfigureAwait(false);
        return key == Raise ? await MessageVersions.RaiseAsync(solution, id, diagnostics, cancellationToken).ConfigureAwait(false) : solution;
    }

    private static string[] KeysOf(string id) => id switch
    {
        SchemaIds.NotRecorded => [Record],
        SchemaIds.Gone => [Tombstone],
        _ => [Raise, Accept],
    };

    private static IEnumerable<string> Lines(IEnumerable<Diagnostic> diagnostics, string property) =>
        diagnostics.SelectMany(diagnostic => diagnostic.Properties.TryGetValue(property, out string? lines) && lines is { Length: > 0 } ? lines.Split('\n') : []);
}
