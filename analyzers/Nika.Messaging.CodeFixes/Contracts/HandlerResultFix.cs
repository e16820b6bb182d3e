using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA118: lets an <c>async void HandleAsync</c> return a ValueTask.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerResultFix))]
[Shared]
internal sealed class HandlerResultFix : DocumentFix
{
    public const string Key = RuleIds.InvalidHandlerMethod + ".value_task";

    public override ImmutableArray<string> FixableDiagnosticIds => [RuleIds.InvalidHandlerMethod];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } result } method && method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            yield return new FixOption("Return a ValueTask", Key, editor => editor.ReplaceNode(result, static (current, _) =>
                SyntaxFactory.ParseTypeName("System.Threading.Tasks.ValueTask").WithTriviaFrom(current).WithAdditionalAnnotations(Simplifier.Annotation)));
        }
    }
}
