using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA207: gives a write that takes an expiry that of working memory, one hour.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpiryFix))]
[Shared]
internal sealed class ExpiryFix : DocumentFix
{
    public const string Key = UsageRuleIds.RawWriteWithoutExpiry + ".expiry";

    private const string Parameter = "expiry";

    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRuleIds.RawWriteWithoutExpiry];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (CallSyntax.Of(node) is { } call
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && method.Parameters.FirstOrDefault(parameter => parameter.Name == Parameter) is { } expiry)
        {
            yield return new FixOption("Let it expire after an hour", Key, editor =>
                editor.ReplaceNode(call, (current, _) => WithHour((InvocationExpressionSyntax)current, expiry.Ordinal)));
        }
    }

    private static InvocationExpressionSyntax WithHour(InvocationExpressionSyntax call, int ordinal)
    {
        var hour = SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                SyntaxFactory.ParseExpression("System.TimeSpan").WithAdditionalAnnotations(Simplifier.Annotation),
                SyntaxFactory.IdentifierName("FromHours")),
            SyntaxFactory.ParseArgumentList("(1)"));
        var arguments = call.ArgumentList.Arguments;
        for (int i = 0; i < arguments.Count; i++)
        {
            // An expiry of null or default is there already.
            if (arguments[i].NameColon is { } name ? name.Name.Identifier.ValueText == Parameter : i == ordinal)
            {
                return call.ReplaceNode(arguments[i].Expression, hour);
            }
        }

        return call.WithArgument(Parameter, hour);
    }
}
