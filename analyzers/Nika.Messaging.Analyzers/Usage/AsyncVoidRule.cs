using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>NIKA205: something async returns nothing. {0} what it is, {1} what to write instead. Event handlers have no choice, and are left alone.</summary>
internal sealed class AsyncVoidRule
{
    private readonly UsageScope scope;
    private readonly INamedTypeSymbol? eventArgs;

    private AsyncVoidRule(Compilation compilation, UsageScope scope)
    {
        this.scope = scope;
        eventArgs = compilation.GetTypeByMetadataName("System.EventArgs");
    }

    public static void Register(CompilationStartAnalysisContext start, UsageScope scope)
    {
        var rule = new AsyncVoidRule(start.Compilation, scope);
        start.RegisterSymbolAction(rule.AnalyzeMethod, SymbolKind.Method);
        start.RegisterSyntaxNodeAction(
            context =>
            {
                if (((AnonymousFunctionExpressionSyntax)context.Node).AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword))
                {
                    OperationContext<IAnonymousFunctionOperation>.Bind(context.Node, context, rule.AnalyzeLambda);
                }
            },
            SyntaxKind.ParenthesizedLambdaExpression,
            SyntaxKind.SimpleLambdaExpression,
            SyntaxKind.AnonymousMethodExpression);
        start.RegisterSyntaxNodeAction(
            context =>
            {
                if (((LocalFunctionStatementSyntax)context.Node).Modifiers.Any(SyntaxKind.AsyncKeyword))
                {
                    OperationContext<ILocalFunctionOperation>.Bind(context.Node, context, rule.AnalyzeLocalFunction);
                }
            },
            SyntaxKind.LocalFunctionStatement);
    }

    private void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;

        // A handler's own method that returns nothing is refused already.
        if (IsFault(method) && method.MethodKind == MethodKind.Ordinary && scope.Covers(method) && !(method.Name == KnownNames.HandleMethod && scope.IsInHandler(method)))
        {
            context.ReportDiagnostic(Of(method.Locations[0], $"'{method.Name}'"));
        }
    }

    private void AnalyzeLocalFunction(OperationContext<ILocalFunctionOperation> context)
    {
        var function = context.Operation.Symbol;
        if (IsFault(function) && scope.Covers(context.ContainingSymbol))
        {
            context.ReportDiagnostic(Of(function.Locations[0], $"'{function.Name}'"));
        }
    }

    private void AnalyzeLambda(OperationContext<IAnonymousFunctionOperation> context)
    {
        var function = context.Operation.Symbol;
        if (IsFault(function) && scope.Covers(context.ContainingSymbol) && context.Operation.Syntax is AnonymousFunctionExpressionSyntax syntax && !IsInParallelLoop(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                UsageRules.AsyncVoid, syntax.AsyncKeyword.GetLocation(), "this callback", "pass it to something that takes a Func<Task>"));
        }
    }

    // NIKA201 says so, and what to write instead.
    private static bool IsInParallelLoop(IOperation lambda) =>
        lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingType: { Name: "Parallel", ContainingNamespace.Name: "Tasks" } } } };

    private bool IsFault(IMethodSymbol method) =>
        method is { IsAsync: true, ReturnsVoid: true } && !(method.Parameters.Length == 2 && IsEventArgs(method.Parameters[1].Type));

    private bool IsEventArgs(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, eventArgs))
            {
                return true;
            }
        }

        return false;
    }

    private static Diagnostic Of(Location location, string what) => Diagnostic.Create(UsageRules.AsyncVoid, location, what, "return a Task");
}
