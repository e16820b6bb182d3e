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

/// <summary>NIKA101: makes the type, and those around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix))]
[Shared]
internal sealed class PartialFix : DocumentFix
{
    public const string Key = RuleIds.NotPartial + ".partial";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.NotPartial];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        TypeDeclarationSyntax[] types =
        [
            .. node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        ];
        if (types.Length > 0)
        {
            yield return new FixOption("Make it partial", Key, editor =>
            {
                foreach (var type in types)
                {
                    editor.ReplaceNode(type, static (current, _) => MakePartial((TypeDeclarationSyntax)current));
                }
            });
        }
    }

    // Two messages in one type, both fixed, make it partial once. The keyword stands last, where the language wants it.
    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return type;
        }

        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.AddModifiers(partial)
            : type.WithModifiers([partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)]).WithKeyword(type.Keyword.WithLeadingTrivia());
    }
}
