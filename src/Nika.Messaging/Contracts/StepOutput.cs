namespace Nika.Messaging;

/// <summary>How a step ended, and what it made.</summary>
/// <typeparam name="T">The step's output; of a step that is done for each element, a list of them.</typeparam>
/// <param name="Outcome">
/// <see cref="ContractOutcome.Completed"/>, <see cref="ContractOutcome.Failed"/>, <see cref="ContractOutcome.Missing"/>, <see cref="ContractOutcome.WrongContract"/>,
/// <see cref="ContractOutcome.WrongVersion"/>, <see cref="ContractOutcome.ArtifactMissing"/> or <see cref="ContractOutcome.Degraded"/>.
/// </param>
/// <param name="Values">What was made, in order; empty unless it is completed.</param>
/// <param name="Reason">Why it is not.</param>
public readonly record struct StepOutput<T>(ContractOutcome Outcome, IReadOnlyList<T> Values, string? Reason)
{
    /// <summary>Whether the step is completed and its output there.</summary>
    public bool IsCompleted => Outcome == ContractOutcome.Completed;

    /// <summary>The output of a step that is done once.</summary>
    /// <exception cref="InvalidOperationException">It is not completed, or was done for several elements.</exception>
    public T Value => Values is [var value] ? value : throw new InvalidOperationException($"There is no one output: {Outcome} with {Values.Count} values. {Reason}");
}
