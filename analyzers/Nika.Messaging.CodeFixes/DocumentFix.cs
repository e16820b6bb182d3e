using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Nika.Messaging.CodeFixes;

/// <summary>
/// A fix that changes the document of its finding alone. One finding, or all of a document, project or solution: the same edits in one
/// go, so that fix-all leaves nothing behind and merges nothing.
/// </summary>
internal abstract class DocumentFix : CodeFixProvider
{
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await ApplyAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var option in OptionsOf(root, model, diagnostic, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(option.Title, cancellation => ApplyAsync(document, [diagnostic], option.Key, cancellation), option.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>How a finding can be fixed; nothing where no change is right.</summary>
    /// <param name="node">The syntax that the finding is about.</param>
    /// <param name="model">The document before any change.</param>
    /// <param name="diagnostic">The finding.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken);

    private async Task<Document> ApplyAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            var option = OptionsOf(editor.OriginalRoot, editor.SemanticModel, diagnostic, cancellationToken)
                .FirstOrDefault(option => string.Equals(option.Key, key, StringComparison.Ordinal));
            option?.Apply(editor);
        }

        return editor.GetChangedDocument();
    }

    private IEnumerable<FixOption> OptionsOf(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        OptionsFor(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, diagnostic, cancellationToken);
}
