using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>Takes lines out of a baseline and puts others in, as findings ask for. The outcome is sorted, each line once, with LF: what two branches add merges.</summary>
internal static class BaselineEdit
{
    /// <summary>What a baseline begins with.</summary>
    public const string Header = "# What the messages of this project look like on the wire. Kept by the fixes of NIKA120 to NIKA124.\n";

    /// <summary>The project's baseline; null if it has none.</summary>
    public static TextDocument? Find(Project project) => project.AdditionalDocuments.FirstOrDefault(IsBaseline);

    public static bool IsBaseline(TextDocument document) =>
        string.Equals(Path.GetFileName(document.FilePath ?? document.Name), SchemaIds.FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The solution with the baseline changed, in every project that has the same file: one for each target.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="remove">The lines to take out.</param>
    /// <param name="add">The lines to put in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Solution> ApplyAsync(TextDocument baseline, IReadOnlyCollection<string> remove, IEnumerable<string> add, CancellationToken cancellationToken)
    {
        var old = await baseline.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var text = SourceText.From(Edited(old, remove, add), old.Encoding ?? Encoding.UTF8);
        var solution = baseline.Project.Solution;
        foreach (var project in solution.Projects)
        {
            foreach (var document in project.AdditionalDocuments.Where(d => d.Id == baseline.Id || (baseline.FilePath is { } path && d.FilePath == path)))
            {
                solution = solution.WithAdditionalDocumentText(document.Id, text);
            }
        }

        return solution;
    }

    private static string Edited(SourceText old, IReadOnlyCollection<string> remove, IEnumerable<string> add)
    {
        var removed = new HashSet<string>(remove, StringComparer.Ordinal);
        var rows = old.Lines.Select(line => line.ToString().Trim()).ToList();
        var comments = rows.Where(row => row.StartsWith("#", StringComparison.Ordinal));
        var lines = rows.Where(row => row.Length > 0 && row[0] != '#' && !removed.Contains(row))
            .Concat(add)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(line => line, StringComparer.Ordinal);
        return string.Concat(comments.Concat(lines).Select(line => line + "\n"));
    }
}
