using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA203 and NIKA210: awaits what was dropped; or, of a publish, says that nobody waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedTaskFix))]
[Shared]
internal sealed class DroppedTaskFix : DocumentFix
{
    public const string AwaitKey = UsageRuleIds.UnawaitedCall + ".await";
    public const string WithoutWaitingKey = UsageRuleIds.UnawaitedCall + ".without";

    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRuleIds.UnawaitedCall, UsageRuleIds.FireAndForget];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (CallSyntax.Of(node) is not { } call || call.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement)
        {
            yield break;
        }

        var dropped = statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;
        string name = ((SimpleNameSyntax)node).Identifier.ValueText;
        if (IsAwaitable(call, dropped, model, cancellationToken) && AsyncFunction.Around(call, model, cancellationToken) is { } function)
        {
            yield return new FixOption($"Await '{name}'", AwaitKey, editor =>
            {
                editor.ReplaceNode(dropped, (current, _) => AwaitSyntax.Of((ExpressionSyntax)current));
                function.MakeAsync(editor);
            });
        }

        if (name is "PublishAsync" or "SetAsync" or "PublishToAsync" && dropped == call && !TakesToken(call, model, cancellationToken))
        {
            string without = name.Substring(0, name.Length - "Async".Length);
            yield return new FixOption($"Use '{without}', which does not wait", WithoutWaitingKey, editor =>
                editor.ReplaceNode(call, (current, _) => ((InvocationExpressionSyntax)current).Renamed(without)));
        }
    }

    // A task of a task (StartNew with an async callback) would be awaited by half; what a thread pool is given cannot be.
    private static bool IsAwaitable(InvocationExpressionSyntax call, ExpressionSyntax dropped, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetTypeInfo(dropped, cancellationToken).Type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" } type
        && !(type.TypeArguments.Length == 1 && type.TypeArguments[0].Name is ("Task" or "ValueTask"))
        && dropped.Span.Contains(call.Span);

    private static bool TakesToken(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetTypeInfo(argument.Expression, cancellationToken).Type is { Name: "CancellationToken" })
            {
                return true;
            }
        }

        return false;
    }
}
