namespace Nika.Messaging.Streams;

/// <summary>The answer to a <see cref="ContractCommand"/>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Who holds or has done it (held, lost, already done), what runs instead (wrong contract or version), or the error (failed); otherwise null.</param>
public sealed record ContractReply(ContractOutcome Outcome, string? Detail = null)
{
    /// <summary>The claimed element's index, from 0; null for a step that is done once.</summary>
    public int? Item { get; init; }

    /// <summary>Which attempt the claim is, from 1.</summary>
    public int Attempt { get; init; }

    /// <summary>The keys of what a claimed step works on.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>When what is held can be taken over, unless its holder renews it.</summary>
    public TimeSpan HeldFor { get; init; }

    /// <summary>The numbers of the steps that this command made ready.</summary>
    public IReadOnlyList<int> Ready { get; init; } = [];

    /// <summary>Whether this command completed the contract.</summary>
    public bool IsContractCompleted { get; init; }
}
