using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Nika.Messaging.CodeFixes;

/// <summary>
/// All findings of a document, project or solution at once. Each project's lines go into its baseline together: fixes that are made apart and
/// merged afterwards lose lines, since all of them change one file.
/// </summary>
internal sealed class SchemaFixAll : FixAllProvider
{
    public static SchemaFixAll Instance { get; } = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var found = new List<(ProjectId Project, IReadOnlyList<Diagnostic> Diagnostics)>();
        foreach (var project in fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project])
        {
            var diagnostics = fixAllContext is { Scope: FixAllScope.Document, Document: { } document }
                ? await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            if (diagnostics.Length > 0)
            {
                found.Add((project.Id, diagnostics));
            }
        }

        string? key = fixAllContext.CodeActionEquivalenceKey;
        return found.Count == 0
            ? null
            : CodeAction.Create(
                key == SchemaFix.Raise ? "Raise the versions, and record them" : "Record all in the baselines",
                async cancellation =>
                {
                    var solution = fixAllContext.Solution;
                    foreach (var (project, diagnostics) in found)
                    {
                        // A key is of one rule: what another one found is not asked for.
                        var asked = diagnostics.Where(d => key is not null && key.StartsWith(d.Id + ".", System.StringComparison.Ordinal)).ToList();
                        solution = await SchemaFix.ApplyAsync(solution, project, asked, key, cancellation).ConfigureAwait(false);
                    }

                    return solution;
                },
                key);
    }
}
