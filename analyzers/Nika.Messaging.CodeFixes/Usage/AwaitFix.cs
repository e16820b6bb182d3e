using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers;

namespace Nika.Messaging.CodeFixes;

/// <summary>NIKA201: awaits instead of waiting, where there is one way to, and makes the method async up to its signature.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitFix))]
[Shared]
internal sealed class AwaitFix : DocumentFix
{
    public const string Key = UsageRuleIds.BlockingWait + ".await";

    public override ImmutableArray<string> FixableDiagnosticIds => [UsageRuleIds.BlockingWait];

    protected override IEnumerable<FixOption> OptionsFor(SyntaxNode node, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (node is not SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name || Awaiting(access, model, cancellationToken) is not { } awaiting)
        {
            yield break;
        }

        var (waiting, task) = awaiting;
        if (AsyncFunction.Around(waiting, model, cancellationToken) is { } function)
        {
            yield return new FixOption($"Await instead of '{name.Identifier.ValueText}'", Key, editor =>
            {
                editor.ReplaceNode(waiting, (current, _) => AwaitSyntax.InPlaceOf((ExpressionSyntax)current, task((ExpressionSyntax)current)));
                function.MakeAsync(editor);
            });
        }
    }

    /// <summary>The expression that waits, and what makes of it the task to await.</summary>
    private static (ExpressionSyntax Waiting, Func<ExpressionSyntax, ExpressionSyntax> Task)? Awaiting(
        MemberAccessExpressionSyntax access, SemanticModel model, CancellationToken cancellationToken)
    {
        if (access.Parent is not InvocationExpressionSyntax call)
        {
            return access.Name.Identifier.ValueText == "Result" ? (access, static current => ((MemberAccessExpressionSyntax)current).Expression) : null;
        }

        var method = model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol;
        bool isStatement = call.Parent is ExpressionStatementSyntax;
        bool takesTime = method?.Parameters.Any(parameter => parameter.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "TimeSpan" }) == true;
        return (method?.ContainingType.Name, method?.Name) switch
        {
            (_, "GetResult") => (call, static current => Receiver(Receiver(current))),
            ("Task", "Wait") when call.ArgumentList.Arguments.Count == 0 => (call, Receiver),
            ("Task", "Wait") when !takesTime => (call, static current => Renamed(current, "WaitAsync")),
            ("Task", "WaitAll") when isStatement && method!.Parameters.Length == 1 => (call, static current => Renamed(current, "WhenAll")),
            ("Task", "WaitAny") when isStatement && method!.Parameters.Length == 1 => (call, static current => Renamed(current, "WhenAny")),
            ("Thread", "Sleep") => (call, static current => WithReceiver(Renamed(current, "Delay"), "System.Threading.Tasks.Task")),
            ("SemaphoreSlim", "Wait") => (call, static current => Renamed(current, "WaitAsync")),
            _ => null,
        };
    }

    private static ExpressionSyntax Receiver(ExpressionSyntax call) => ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)call).Expression).Expression;

    private static InvocationExpressionSyntax Renamed(ExpressionSyntax call, string name) => ((InvocationExpressionSyntax)call).Renamed(name);

    private static InvocationExpressionSyntax WithReceiver(ExpressionSyntax call, string type)
    {
        var invocation = (InvocationExpressionSyntax)call;
        var receiver = SyntaxFactory.ParseExpression(type).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);
        return invocation.WithExpression(((MemberAccessExpressionSyntax)invocation.Expression).WithExpression(receiver));
    }
}
