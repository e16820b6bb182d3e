using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA204: passes the token on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ForwardTokenFix))]
[Shared]
internal sealed class ForwardTokenFix : DocumentFix
{
    public const string Key = UsageRuleIds.TokenNotForwarded + ".forward";

    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRuleIds.TokenNotForwarded];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var call = CallSyntax.Of(node) ?? node.FirstAncestorOrSelf<InvocationExpressionSyntax>();
        if (call is not null && diagnostic.Properties.TryGetValue(TokenProperties.Token, out string? token))
        {
            yield return new FixOption($"Pass '{token}'", Key, editor =>
                editor.ReplaceNode(call, (current, _) => ((InvocationExpressionSyntax)current).WithToken(diagnostic)));
        }
    }
}
