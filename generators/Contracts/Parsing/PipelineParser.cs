using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>Reads a class marked <c>[Contract("…")]</c>. What is wrong with its steps is said by rules of their own: here nothing is emitted then.</summary>
internal static class PipelineParser
{
    /// <summary>Null for a message of the contract layer, which has no name.</summary>
    public static Parsed<PipelineModel>? Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind != TypeKind.Class
            || type.FindAttribute(KnownNames.ContractAttribute) is not { } contract
            || contract.Argument<string>() is not { } name
            || type.FindAttribute(KnownNames.MessageAttribute) is not null)
        {
            return null;
        }

        var problems = new Problems();
        var model = TypeParser.Parse(type, problems, cancellationToken, mayBeStatic: true);
        var attributes = type.GetAttributes()
            .Where(static attribute => attribute.AttributeClass.IsInNika(KnownNames.StepAttribute))
            .OrderBy(static attribute => attribute.Argument<int>())
            .ToList();
        if (!WireNames.IsMessageName(name) || attributes.Count == 0)
        {
            problems.LeaveToCompiler();
        }

        var steps = ImmutableArray.CreateBuilder<PipelineStepModel>();
        var made = new List<Made>();
        for (int i = 0; i < attributes.Count; i++)
        {
            if (Step(attributes[i], i + 1, made, problems) is { } step)
            {
                steps.Add(step);
            }
            else
            {
                problems.LeaveToCompiler();
            }
        }

        if (steps.Select(step => StepTypes.HandleName(step.Name, type.Name)).Distinct(System.StringComparer.Ordinal).Count() < steps.Count)
        {
            problems.LeaveToCompiler();
        }

        int version = contract.Named<int>("Version");
        return new Parsed<PipelineModel>(new PipelineModel(model, name, version == 0 ? 1 : version, steps.ToImmutable()), problems);
    }

    /// <summary>What a type is in working memory; null if it is no message, nor a list of one.</summary>
    public static ArtifactModel? Artifact(ITypeSymbol type, Problems problems)
    {
        if (StepTypes.MessageOf(type) is not { } message || message.FindAttribute(KnownNames.MessageAttribute) is not { } attribute)
        {
            return null;
        }

        var element = StepTypes.ElementOf(type);
        problems.Use(message);
        string wireName = (attribute.Argument<string>() ?? message.Name) + (element is null ? "" : "[]");
        bool isHash = message.FindAttribute(KnownNames.WorkingMemoryAttribute) is not null
            || message.FindAttribute(KnownNames.HashAttribute) is not null
            || message.FindAttribute(KnownNames.ContractAttribute) is not null;
        return new ArtifactModel(CodeText.FullName(type), element is null ? null : CodeText.FullName(element), wireName, isHash);
    }

    private static PipelineStepModel? Step(AttributeData attribute, int number, List<Made> made, Problems problems)
    {
        string name = attribute.Argument<string>(1) ?? "";
        var inputType = attribute.Named<ITypeSymbol>("Input");
        var outputType = attribute.Named<ITypeSymbol>("Output");
        var input = inputType is null ? null : Artifact(inputType, problems);
        var output = outputType is null ? null : Artifact(outputType, problems);
        if (attribute.Argument<int>() != number || !WireNames.IsMessageName(name) || (inputType is not null && input is null) || (outputType is not null && output is null))
        {
            return null;
        }

        long? limit = null;
        if (attribute.Named<string>("TimeLimit") is { } text)
        {
            if (Durations.Read(text, out long milliseconds) is not null || milliseconds <= 0)
            {
                return null;
            }

            limit = milliseconds;
        }

        int after = number - 1;
        bool isEach = false;
        if (number == 1)
        {
            if (inputType is not null)
            {
                made.Add(new Made(0, inputType, isEach: false));
            }
        }
        else if (inputType is not null)
        {
            // The newest that fits: a step may take the same type a second time, changed.
            if (made.FindLast(one => StepTypes.Fits(inputType, one.Type)) is not { } source)
            {
                return null;
            }

            after = source.Number;
            isEach = StepTypes.IsElement(inputType, source.Type) || (source.IsEach && StepTypes.IsSame(inputType, source.Type));
        }

        if (outputType is not null)
        {
            made.Add(new Made(number, outputType, isEach));
        }

        int attempts = attribute.Named<int>("Attempts");
        return new PipelineStepModel(number, name, attribute.Named<string>("Role"), input, output, after, isEach, limit, attempts < 1 ? 5 : attempts);
    }

    private sealed class Made(int number, ITypeSymbol type, bool isEach)
    {
        public int Number { get; } = number;

        public ITypeSymbol Type { get; } = type;

        public bool IsEach { get; } = isEach;
    }
}
