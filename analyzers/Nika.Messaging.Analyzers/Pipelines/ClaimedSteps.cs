using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>The steps that this code does: those it passes to <c>AddStep</c>, and those it claims itself.</summary>
internal sealed class ClaimedSteps
{
    private readonly ConcurrentDictionary<ISymbol, HashSet<string>> handles = new(SymbolEqualityComparer.Default);

    public bool IsEmpty => handles.IsEmpty;

    public void Register(CompilationStartAnalysisContext start) => start.RegisterSyntaxNodeAction(Look, SyntaxKind.InvocationExpression);

    /// <summary>Whether the step of that pipeline is done here.</summary>
    public bool Contain(INamedTypeSymbol pipeline, string step)
    {
        if (!handles.TryGetValue(pipeline, out var names))
        {
            return false;
        }

        lock (names)
        {
            return names.Contains(StepTypes.HandleName(step, pipeline.Name));
        }
    }

    // Names first: nearly every call of a program is another.
    private void Look(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax { Name: SimpleNameSyntax name } access)
        {
            return;
        }

        var handle = name.Identifier.ValueText switch
        {
            "AddStep" when call.ArgumentList.Arguments.Count > 0 => call.ArgumentList.Arguments[0].Expression,
            "ClaimAsync" => access.Expression,
            _ => null,
        };
        if (handle is not null
            && context.SemanticModel.GetSymbolInfo(handle, context.CancellationToken).Symbol is IPropertySymbol { IsStatic: true } property
            && property.Type.IsInNika(KnownNames.PipelineStep))
        {
            var names = handles.GetOrAdd(property.ContainingType, static _ => new HashSet<string>(StringComparer.Ordinal));
            lock (names)
            {
                _ = names.Add(property.Name);
            }
        }
    }
}
