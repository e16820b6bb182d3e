using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>The answer to a claim. If it is claimed it is this pod's to do: complete it, or fail it, then dispose of it.</summary>
/// <typeparam name="TInput">What the step works on.</typeparam>
/// <typeparam name="TOutput">What it makes.</typeparam>
public sealed class StepClaim<TInput, TOutput> : IAsyncDisposable
{
    private readonly ContractRuntime contracts;
    private readonly ContractDefinition contract;
    private readonly Artifact<TOutput> output;
    private readonly HeldStep? held;
    private readonly ClaimKeeper? keeper;

    internal StepClaim(ContractRuntime contracts, ContractDefinition contract, JobId job, ContractReply reply, TInput? input, Artifact<TOutput> output)
    {
        this.contracts = contracts;
        this.contract = contract;
        this.output = output;
        JobId = job;
        Outcome = reply.Outcome;
        Reason = reply.Detail;
        HeldFor = reply.HeldFor;
        Input = input;
    }

    internal StepClaim(ContractRuntime contracts, ContractDefinition contract, JobId job, ContractReply reply, TInput input, Artifact<TOutput> output, HeldStep held)
        : this(contracts, contract, job, reply, input, output)
    {
        this.held = held;
        Item = held.Item;
        Attempt = held.Attempt;
        keeper = new ClaimKeeper(contracts, contract, job, held);
    }

    /// <summary>
    /// <see cref="ContractOutcome.Claimed"/>, <see cref="ContractOutcome.Held"/>, <see cref="ContractOutcome.NotReady"/>, <see cref="ContractOutcome.AlreadyDone"/>,
    /// <see cref="ContractOutcome.Failed"/>, <see cref="ContractOutcome.Missing"/>, <see cref="ContractOutcome.WrongContract"/>, <see cref="ContractOutcome.WrongVersion"/>,
    /// <see cref="ContractOutcome.ArtifactMissing"/> or <see cref="ContractOutcome.Degraded"/>.
    /// </summary>
    public ContractOutcome Outcome { get; }

    /// <summary>Who holds it, what runs instead, or what is wrong; null if there is nothing to say.</summary>
    public string? Reason { get; }

    /// <summary>When what is held can be taken over, unless its holder renews it.</summary>
    public TimeSpan HeldFor { get; }

    /// <summary>The job.</summary>
    public JobId JobId { get; }

    /// <summary>What to work on, if it is claimed.</summary>
    public TInput? Input { get; }

    /// <summary>The element's index, from 0; null for a step that is done once.</summary>
    public int? Item { get; }

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Whether it is this pod's to do.</summary>
    [MemberNotNullWhen(true, nameof(Input))]
    public bool IsClaimed => Outcome == ContractOutcome.Claimed;

    /// <summary>Cancelled when another pod has taken over, or the step's time limit has passed.</summary>
    public CancellationToken Cancellation => keeper?.Cancellation ?? CancellationToken.None;

    /// <summary>Whether the time limit has passed, rather than the claim been lost.</summary>
    internal bool IsOverdue => keeper?.IsOverdue == true;

    /// <summary>Puts the output into working memory and completes the step. Harmless to repeat.</summary>
    /// <param name="result">What was made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see cref="ContractOutcome.Completed"/>, <see cref="ContractOutcome.AlreadyDone"/>, <see cref="ContractOutcome.Lost"/>, <see cref="ContractOutcome.Missing"/>, <see cref="ContractOutcome.Refused"/> (the artifact is too large; the step is still held) or <see cref="ContractOutcome.Degraded"/>.</returns>
    /// <exception cref="InvalidOperationException">It is not claimed.</exception>
    public async ValueTask<ContractResult> CompleteAsync(TOutput result, CancellationToken cancellationToken = default)
    {
        var claimed = Held();
        var keys = new List<string>();
        string item = claimed.Item is { } index ? index.ToString(CultureInfo.InvariantCulture) + "." : "";

        // A key for each attempt: who was taken over cannot overwrite what the next pod made.
        string key = string.Create(CultureInfo.InvariantCulture, $"nika:wm:{JobId.Value}:{contract.Steps[claimed.Step - 1].Name}.{item}{claimed.Attempt}");
        var written = await output.WriteAsync(contracts, key, result, keys, cancellationToken).ConfigureAwait(false);
        if (written.Outcome != ContractOutcome.None)
        {
            return written;
        }

        var ended = await StepEnding.CompleteAsync(contracts, contract, JobId, claimed, keys, cancellationToken).ConfigureAwait(false);
        StopAfter(ended);
        return ended;
    }

    /// <summary>Says that this attempt has failed.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see cref="ContractOutcome.Retrying"/>, <see cref="ContractOutcome.Failed"/>, <see cref="ContractOutcome.Lost"/>, <see cref="ContractOutcome.Missing"/> or <see cref="ContractOutcome.Degraded"/>.</returns>
    /// <exception cref="InvalidOperationException">It is not claimed.</exception>
    public async ValueTask<ContractResult> FailAsync(string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        var ended = await StepEnding.FailAsync(contracts, contract, JobId, Held(), reason, cancellationToken).ConfigureAwait(false);
        StopAfter(ended);
        return ended;
    }

    /// <summary>Stops keeping the claim. What was neither completed nor failed is taken over when its deadline has passed.</summary>
    public ValueTask DisposeAsync() => keeper?.DisposeAsync() ?? default;

    private HeldStep Held() => held ?? throw new InvalidOperationException($"The step is not claimed: {Outcome}. {Reason}");

    private void StopAfter(ContractResult ended)
    {
        if (ended.Outcome != ContractOutcome.Degraded)
        {
            keeper?.Stop();
        }
    }
}
