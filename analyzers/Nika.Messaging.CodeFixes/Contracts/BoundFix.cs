using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA105: bounds a stream that all share, by number or by age; puts a number in place of one that is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundFix))]
[Shared]
internal sealed class BoundFix : DocumentFix
{
    public const string NumberKey = RuleIds.UnboundedStream + ".number";
    public const string AgeKey = RuleIds.UnboundedStream + ".age";

    private const string MaxLength = "MaxLength";
    private const string Number = "10_000";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.UnboundedStream];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute)
        {
            yield break;
        }

        if (attribute.ShortName() == MaxLength)
        {
            yield return new FixOption($"Write [MaxLength({Number})]", NumberKey, editor =>
                editor.ReplaceNode(attribute, (current, _) => ((AttributeSyntax)current).WithArgumentList(SyntaxFactory.ParseAttributeArgumentList($"({Number})"))));
            yield break;
        }

        yield return new FixOption($"Add [MaxLength({Number})]", NumberKey, editor => editor.ReplaceNode(list, (current, _) => With(current, attribute.Beside(MaxLength, Number))));
        yield return new FixOption("Add [Retention(\"24h\")]", AgeKey, editor => editor.ReplaceNode(list, (current, _) => With(current, attribute.Beside("Retention", "\"24h\""))));
    }

    private static AttributeListSyntax With(SyntaxNode list, AttributeSyntax attribute) => ((AttributeListSyntax)list).AddAttributes(attribute);
}
