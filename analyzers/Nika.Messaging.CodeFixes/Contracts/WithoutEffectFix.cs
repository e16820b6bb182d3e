using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA150: takes an attribute away that nothing reads; of a message's <c>[Contract]</c>, what it says.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WithoutEffectFix))]
[Shared]
internal sealed class WithoutEffectFix : DocumentFix
{
    public const string Key = RemarkIds.WithoutEffect + ".remove";

    public override ImmutableArray<string> FixableDiagnosticIds => [RemarkIds.WithoutEffect];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            yield break;
        }

        string name = attribute.ShortName();
        yield return name == "Contract"
            ? new FixOption("Write [Contract]", Key, editor => editor.ReplaceNode(attribute, static (current, _) => ((AttributeSyntax)current).WithArgumentList(null)))
            : new FixOption($"Take [{name}] away", Key, editor => editor.RemoveNode(attribute));
    }
}
