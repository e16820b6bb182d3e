using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Completes and fails what is held, and tells of it.</summary>
internal static class StepEnding
{
    public static async ValueTask<ContractResult> CompleteAsync(ContractRuntime contracts, ContractDefinition contract, JobId job, HeldStep held, IReadOnlyList<string> output, CancellationToken cancellationToken)
    {
        var reply = await contracts.ExecuteAsync(new CompleteStep(ContractRuntime.KeyOf(job), contract.Name, contract.Version, held, output), cancellationToken).ConfigureAwait(false);
        if (reply.Outcome == ContractOutcome.Completed)
        {
            contracts.AnnounceChange(contract, job, held, StepStatus.Completed);
            contracts.AnnounceReady(contract, job, reply.Ready);
        }

        return new(reply.Outcome, reply.Detail);
    }

    public static async ValueTask<ContractResult> FailAsync(ContractRuntime contracts, ContractDefinition contract, JobId job, HeldStep held, string error, CancellationToken cancellationToken)
    {
        var reply = await contracts.ExecuteAsync(new FailStep(ContractRuntime.KeyOf(job), contract.Name, contract.Version, held, error), cancellationToken).ConfigureAwait(false);
        if (reply.Outcome is ContractOutcome.Retrying or ContractOutcome.Failed)
        {
            contracts.AnnounceChange(contract, job, held, StepStatus.Failed, error);
            contracts.AnnounceReady(contract, job, reply.Ready);
        }

        return new(reply.Outcome, reply.Detail);
    }
}
