using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A step of a contract, with its types: claim it and complete it, or wait for it. The generated class has one for each step.</summary>
/// <typeparam name="TInput">What it works on; <see cref="NoArtifact"/> for nothing.</typeparam>
/// <typeparam name="TOutput">What it makes; <see cref="NoArtifact"/> for nothing.</typeparam>
public sealed class PipelineStep<TInput, TOutput>
{
    private readonly Artifact<TInput> input;
    private readonly Artifact<TOutput> output;

    /// <summary>Creates the handle. For generated code.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="number">The step's number.</param>
    /// <param name="input">How its input is kept.</param>
    /// <param name="output">How its output is kept.</param>
    public PipelineStep(ContractDefinition contract, int number, Artifact<TInput> input, Artifact<TOutput> output)
    {
        ArgumentNullException.ThrowIfNull(contract);
        Contract = contract;
        Definition = contract.Steps[number - 1];
        this.input = input;
        this.output = output;
    }

    /// <summary>The contract.</summary>
    public ContractDefinition Contract { get; }

    /// <summary>The step as it was declared.</summary>
    public StepDefinition Definition { get; }

    /// <summary>
    /// Claims the step for this pod, or one element of it. What is claimed is kept, renewed in the background, until the claim is completed, failed, disposed,
    /// lost, or over its time limit: <see cref="StepClaim{TInput, TOutput}.Cancellation"/> tells of the last two.
    /// </summary>
    /// <param name="nika">The pod.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<StepClaim<TInput, TOutput>> ClaimAsync(INika nika, JobId job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nika);
        var contracts = nika.Contracts;
        var claim = new ClaimStep(ContractRuntime.KeyOf(job), Contract.Name, Contract.Version, Definition.Number, contracts.Pod.Value, contracts.Options.Lease);
        var reply = await contracts.ExecuteAsync(claim, cancellationToken).ConfigureAwait(false);
        if (reply.Outcome != ContractOutcome.Claimed)
        {
            return new(contracts, Contract, job, reply, default, output);
        }

        var read = await input.ReadAsync(contracts, reply.Input, cancellationToken).ConfigureAwait(false);
        var held = new HeldStep(Definition.Number, reply.Item, claim.Pod, reply.Attempt);
        if (read.Problem.Outcome == ContractOutcome.None)
        {
            contracts.AnnounceChange(Contract, job, held, StepStatus.Running);
            return new(contracts, Contract, job, reply, read.Value!, output, held);
        }

        if (read.Problem.Outcome == ContractOutcome.ArtifactMissing)
        {
            // It will not come back, but the pod may be the one that cannot read it: the attempts decide.
            _ = await StepEnding.FailAsync(contracts, Contract, job, held, read.Problem.Reason ?? "", cancellationToken).ConfigureAwait(false);
        }

        return new(contracts, Contract, job, new(read.Problem.Outcome, read.Problem.Reason), default, output);
    }

    /// <summary>Waits until the step is completed or has failed, woken by the job's stream.</summary>
    /// <param name="nika">The pod.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<StepOutput<TOutput>> WaitAsync(INika nika, JobId job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nika);
        var contracts = nika.Contracts;
        var end = await StepWait.UntilEndedAsync(contracts, Contract, Definition.Number, job, cancellationToken).ConfigureAwait(false);
        if (end.State is not { } state)
        {
            return new(end.Problem.Outcome, [], end.Problem.Reason);
        }

        var values = new List<TOutput>();
        foreach (var slot in Definition.IsEach ? state.Items : [state])
        {
            var read = await output.ReadAsync(contracts, slot.Output, cancellationToken).ConfigureAwait(false);
            if (read.Problem.Outcome != ContractOutcome.None)
            {
                return new(read.Problem.Outcome, [], read.Problem.Reason);
            }

            values.Add(read.Value!);
        }

        return new(ContractOutcome.Completed, values, null);
    }

    /// <summary>The contract and the step's name.</summary>
    public override string ToString() => $"{Contract.Name}.{Definition.Name}";
}
