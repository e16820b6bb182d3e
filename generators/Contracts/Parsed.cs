using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Nika.Messaging.Contracts;

/// <summary>What parsing makes of a type: a model to emit if nothing is wrong, and what is wrong.</summary>
internal readonly struct Parsed<TModel>(TModel? model, Problems problems, IReadOnlyList<ParsedMember>? members = null)
    where TModel : class
{
    /// <summary>Plain, equatable data; null if the contract is invalid.</summary>
    public TModel? Model { get; } = problems.IsFaulty ? null : model;

    /// <summary>The types of this code that the contract is made of.</summary>
    public IReadOnlyList<INamedTypeSymbol> Uses => problems.Uses;

    /// <summary>
    /// The model, if what it is made of is valid as well: code that calls members which were not emitted would bury the one error that says
    /// what to write under many that do not.
    /// </summary>
    public TModel? Emittable(CancellationToken cancellationToken) =>
        Model is not null && Dependencies.AreValid(problems.Uses, cancellationToken) ? Model : null;

    /// <summary>For the analyzers only.</summary>
    public ImmutableArray<Problem> Problems => problems.Found;

    /// <summary>The readable members of a message or part, for the analyzers only. One without a model is not on the wire.</summary>
    public IReadOnlyList<ParsedMember> Members => members ?? [];
}
