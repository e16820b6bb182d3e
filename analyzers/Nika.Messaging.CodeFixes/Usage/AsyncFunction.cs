using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Nika.Messaging.CodeFixes;

/// <summary>
/// The method, local function, lambda or program around a place, and whether <c>await</c> may be written there: it is async, or can be
/// made so without a change that its callers see. That is where it returns a task, or is the program's <c>Main</c>.
/// </summary>
internal sealed class AsyncFunction
{
    private readonly SyntaxNode? function;
    private readonly bool isMain;
    private readonly bool returnsResult;

    private AsyncFunction(SyntaxNode? function, bool isMain, bool returnsResult)
    {
        this.function = function;
        this.isMain = isMain;
        this.returnsResult = returnsResult;
    }

    /// <summary>The function around a place where <c>await</c> may be written; null if it may not.</summary>
    public static AsyncFunction? Around(SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        for (var node = place; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case LockStatementSyntax locked when locked.Statement.Span.Contains(place.Span):
                case CatchFilterClauseSyntax or QueryClauseSyntax or SelectOrGroupClauseSyntax or UnsafeStatementSyntax or FixedStatementSyntax or AttributeSyntax:
                case AccessorDeclarationSyntax or ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax }:
                case BaseMethodDeclarationSyntax and not MethodDeclarationSyntax:
                case BaseFieldDeclarationSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or ParameterSyntax }:
                case BaseTypeDeclarationSyntax:
                    return null;
                case GlobalStatementSyntax:
                    return new AsyncFunction(null, isMain: true, returnsResult: false);
                case MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax:
                    return Of(node, model, cancellationToken);
                default:
                    break;
            }
        }

        return null;
    }

    /// <summary>Makes the function async, once, and its returns fit.</summary>
    public void MakeAsync(SyntaxEditor editor)
    {
        if (function is null)
        {
            return;
        }

        editor.ReplaceNode(function, (current, _) => IsAsync(current) ? current : Asynchronous(current));
    }

    private static AsyncFunction? Of(SyntaxNode function, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsAsync(function))
        {
            return new AsyncFunction(null, isMain: false, returnsResult: false);
        }

        var symbol = (function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function, cancellationToken).Symbol : model.GetDeclaredSymbol(function, cancellationToken)) as IMethodSymbol;
        if (symbol is null
            || symbol.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType)
            || function.DescendantNodes(node => node == function || !IsFunction(node)).Any(node => node is YieldStatementSyntax || IsRefLikeLocal(node, model, cancellationToken)))
        {
            return null;
        }

        bool isEntryPoint = symbol is { Name: "Main", IsStatic: true, MethodKind: MethodKind.Ordinary, ReturnType.SpecialType: SpecialType.System_Void or SpecialType.System_Int32 }
            && SymbolEqualityComparer.Default.Equals(model.Compilation.GetEntryPoint(cancellationToken), symbol);
        if (isEntryPoint)
        {
            return new AsyncFunction(function, isMain: true, returnsResult: symbol.ReturnType.SpecialType == SpecialType.System_Int32);
        }

        return symbol.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } task
            ? new AsyncFunction(function, isMain: false, returnsResult: task.Arity == 1)
            : null;
    }

    private static bool IsRefLikeLocal(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax
        && model.GetDeclaredSymbol(node, cancellationToken) is ILocalSymbol local && (local.Type.IsRefLikeType || local.RefKind != RefKind.None);

    private static bool IsFunction(SyntaxNode node) => node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax;

    private static bool IsAsync(SyntaxNode function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    private SyntaxNode Asynchronous(SyntaxNode current)
    {
        var asyncKeyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var rewritten = isMain ? current : new ReturnRewriter(current, returnsResult).Rewrite();
        switch (rewritten)
        {
            case MethodDeclarationSyntax method:
                var declared = isMain ? method.WithReturnType(TaskOf(method.ReturnType)) : method;
                return declared.Modifiers.Count > 0
                    ? declared.AddModifiers(asyncKeyword)
                    : declared.WithReturnType(declared.ReturnType.WithoutLeadingTrivia()).WithModifiers([asyncKeyword.WithLeadingTrivia(method.GetLeadingTrivia())]);
            case LocalFunctionStatementSyntax local:
                return local.Modifiers.Count > 0
                    ? local.AddModifiers(asyncKeyword)
                    : local.WithReturnType(local.ReturnType.WithoutLeadingTrivia()).WithModifiers([asyncKeyword.WithLeadingTrivia(local.GetLeadingTrivia())]);
            case AnonymousFunctionExpressionSyntax lambda:
                return lambda.WithoutLeadingTrivia().WithAsyncKeyword(asyncKeyword.WithLeadingTrivia(lambda.GetLeadingTrivia()));
            default:
                return rewritten;
        }
    }

    private static TypeSyntax TaskOf(TypeSyntax type)
    {
        var task = type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
            ? SyntaxFactory.ParseTypeName("System.Threading.Tasks.Task")
            : SyntaxFactory.ParseTypeName($"System.Threading.Tasks.Task<{type.WithoutTrivia()}>");
        return task.WithTriviaFrom(type).WithAdditionalAnnotations(Microsoft.CodeAnalysis.Simplification.Simplifier.Annotation);
    }
}
