using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Nika.Messaging.Analyzers;

/// <summary>An operation that a rule looks at, and what lies around it.</summary>
internal readonly struct OperationContext<TOperation>
    where TOperation : class, IOperation
{
    private readonly SyntaxNodeAnalysisContext node;

    private OperationContext(TOperation operation, ISymbol containing, SyntaxNodeAnalysisContext node)
    {
        this.node = node;
        Operation = operation;
        ContainingSymbol = containing;
    }

    public TOperation Operation { get; }

    /// <summary>The member that the operation lies in; of a property, its accessor.</summary>
    public ISymbol ContainingSymbol { get; }

    public CancellationToken CancellationToken => node.CancellationToken;

    /// <summary>Binds a node, and has it looked at if it is such an operation.</summary>
    public static void Bind(SyntaxNode syntax, SyntaxNodeAnalysisContext context, Action<OperationContext<TOperation>> analyze)
    {
        if (context.SemanticModel.GetOperation(syntax, context.CancellationToken) is TOperation operation)
        {
            // Of an expression for a body, a property is said to be the member.
            var containing = context.ContainingSymbol is IPropertySymbol { GetMethod: { } getter } ? getter : context.ContainingSymbol;
            analyze(new OperationContext<TOperation>(operation, containing ?? context.Compilation.Assembly, context));
        }
    }

    public void ReportDiagnostic(Diagnostic diagnostic) => node.ReportDiagnostic(diagnostic);
}
