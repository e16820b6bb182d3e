using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA102: gives a stream of one's own the time to live that a job's stream has, a hash that of working memory.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TimeToLiveFix))]
[Shared]
internal sealed class TimeToLiveFix : DocumentFix
{
    public const string Key = RuleIds.NoTimeToLive + ".ttl";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.NoTimeToLive];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } layer)
        {
            yield break;
        }

        string duration = layer.ShortName() == "Hash" ? "1h" : "2h";
        yield return new FixOption($"Add [Ttl(\"{duration}\")]", Key, editor =>
        {
            var attribute = layer.Beside("Ttl", $"\"{duration}\"");
            int next = list.Attributes.IndexOf(layer) + 1;
            editor.ReplaceNode(list, (current, _) =>
            {
                var attributes = ((AttributeListSyntax)current).Attributes;
                return ((AttributeListSyntax)current).WithAttributes(attributes.Insert(next, attribute));
            });
        });
    }
}
