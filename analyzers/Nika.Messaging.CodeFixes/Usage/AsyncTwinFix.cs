using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA202: awaits the async twin, and gives it the token at hand.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncTwinFix))]
[Shared]
internal sealed class AsyncTwinFix : DocumentFix
{
    public const string Key = UsageRuleIds.BlockingCall + ".twin";

    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRuleIds.BlockingCall];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (CallSyntax.Of(node) is { } call && AsyncFunction.Around(call, model, cancellationToken) is { } function)
        {
            string twin = ((SimpleNameSyntax)node).Identifier.ValueText + "Async";
            yield return new FixOption($"Await '{twin}'", Key, editor =>
            {
                editor.ReplaceNode(call, (current, _) =>
                    AwaitSyntax.InPlaceOf((ExpressionSyntax)current, ((InvocationExpressionSyntax)current).Renamed(twin).WithToken(diagnostic)));
                function.MakeAsync(editor);
            });
        }
    }
}
