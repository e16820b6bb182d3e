using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Analyzers;

/// <summary>A class with <c>[Contract("…")]</c> and its steps.</summary>
internal sealed class Pipeline
{
    private Pipeline(INamedTypeSymbol type, AttributeData contract)
    {
        Type = type;
        Contract = contract;
        Steps = type.GetAttributes()
            .Where(attribute => attribute.AttributeClass.IsInNika(KnownNames.StepAttribute))
            .OrderBy(attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start)
            .Select(attribute => new PipelineStep(attribute))
            .OrderBy(step => step.Number)
            .ToList();
    }

    public INamedTypeSymbol Type { get; }

    public AttributeData Contract { get; }

    /// <summary>The steps by number, those with the same as they are written, whichever file of the type they are in.</summary>
    public IReadOnlyList<PipelineStep> Steps { get; }

    /// <summary>The pipeline that a type declares; null if it declares none.</summary>
    public static Pipeline? Of(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class
        && type.FindAttribute(KnownNames.ContractAttribute) is { } contract
        && contract.Argument<string>() is not null
        && type.FindAttribute(KnownNames.MessageAttribute) is null
            ? new Pipeline(type, contract)
            : null;

    /// <summary>What is wrong with the steps' numbers, and where.</summary>
    public IEnumerable<(Location Location, string Wrong)> WrongNumbers(CancellationToken cancellationToken)
    {
        if (Steps.Count == 0)
        {
            yield return (Contract.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Type.Locations[0], "there is no [Step]");
        }

        int last = 0;
        foreach (var step in Steps)
        {
            string? wrong = step.Number switch
            {
                < 1 => $"{step.Number} is less than 1",
                _ when step.Number == last => $"there are several steps {last}",
                _ when step.Number == last + 2 => $"there is no step {last + 1}",
                _ when step.Number > last + 2 => $"there are no steps {last + 1} to {step.Number - 1}",
                _ => null,
            };
            if (wrong is not null)
            {
                yield return (step.NumberLocation(cancellationToken), wrong);
            }

            last = Math.Max(last, step.Number);
        }
    }

    /// <summary>The steps whose input neither is the pipeline's own nor comes from an earlier step. None where it is not clear which is earlier.</summary>
    public IEnumerable<PipelineStep> StepsWithoutSource()
    {
        if (Steps.Select(step => step.Number).Distinct().Count() < Steps.Count)
        {
            yield break;
        }

        var available = new List<ITypeSymbol>();
        for (int i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            if (i == 0)
            {
                Add(step.Input);
            }
            else if (step.Input is { TypeKind: not TypeKind.Error } input && !available.Exists(made => StepTypes.Fits(input, made)))
            {
                yield return step;
            }

            Add(step.Output);
        }

        void Add(ITypeSymbol? type)
        {
            if (type is not null)
            {
                available.Add(type);
            }
        }
    }

    /// <summary>The types that are there before a step.</summary>
    public IEnumerable<ITypeSymbol> AvailableTo(PipelineStep step) =>
        Steps.TakeWhile(earlier => earlier != step).Select(earlier => earlier.Output).Prepend(Steps[0].Input)
            .OfType<ITypeSymbol>()
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default);
}
