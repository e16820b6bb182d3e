using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA141: limits the depth of a type that contains itself, to 8; puts 8 in place of a limit that is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DepthFix))]
[Shared]
internal sealed class DepthFix : DocumentFix
{
    public const string Key = RuleIds.UnboundedDepth + ".limit";

    private const string MaxDepth = "MaxDepth";
    private const string Depth = "8";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.UnboundedDepth];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is { } limit)
        {
            yield return new FixOption($"Write [MaxDepth({Depth})]", Key, editor =>
                editor.ReplaceNode(limit, (current, _) => ((AttributeSyntax)current).WithArgumentList(SyntaxFactory.ParseAttributeArgumentList($"({Depth})"))));
        }
        else if (node is TypeDeclarationSyntax type
            && type.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => attribute.ShortName() is "MessagePart" or "Message") is { Parent: AttributeListSyntax list } declared)
        {
            yield return new FixOption($"Add [MaxDepth({Depth})]", Key, editor =>
                editor.ReplaceNode(list, (current, _) => ((AttributeListSyntax)current).AddAttributes(declared.Beside(MaxDepth, Depth))));
        }
    }
}
