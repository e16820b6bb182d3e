using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Nika.Messaging.Analyzers;

/// <summary>The rules about calls. They share one action: the compiler's driver costs more for each action and node than a rule takes to say no.</summary>
internal sealed class CallRules(Compilation compilation)
{
    private readonly List<(Func<string, SyntaxNodeAnalysisContext, bool> MayConcern, Action<OperationContext<IInvocationOperation>> Analyze)> rules = [];

    public Compilation Compilation => compilation;

    /// <summary>Has calls looked at.</summary>
    /// <param name="mayConcern">Whether a call of that name may concern the rule; cheap, and asked of every call.</param>
    /// <param name="analyze">Looks at those.</param>
    public void Add(Func<string, SyntaxNodeAnalysisContext, bool> mayConcern, Action<OperationContext<IInvocationOperation>> analyze) => rules.Add((mayConcern, analyze));

    /// <summary>Registers what was added.</summary>
    public void Register(CompilationStartAnalysisContext start)
    {
        var all = rules.ToArray();
        start.RegisterSyntaxNodeAction(
            context =>
            {
                if (((InvocationExpressionSyntax)context.Node).Expression.NameOf() is not { } name)
                {
                    return;
                }

                foreach (var (mayConcern, analyze) in all)
                {
                    if (mayConcern(name, context))
                    {
                        OperationContext<IInvocationOperation>.Bind(context.Node, context, analyze);
                    }
                }
            },
            SyntaxKind.InvocationExpression);
    }
}
