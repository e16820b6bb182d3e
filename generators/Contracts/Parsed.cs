using System.Collections.Immutable;

namespace Nika.Messaging.Contracts;

/// <summary>What parsing makes of a type: a model to emit if nothing is wrong, and what is wrong.</summary>
internal readonly struct Parsed<TModel>(TModel? model, Problems problems)
    where TModel : class
{
    /// <summary>Plain, equatable data; null if the contract is invalid.</summary>
    public TModel? Model { get; } = problems.IsFaulty ? null : model;

    /// <summary>For the analyzers only.</summary>
    public ImmutableArray<Problem> Problems => problems.Found;
}
