using Microsoft.Extensions.Logging;

namespace Nika.Messaging;

/// <summary>A step that a pod does, with its types closed over: the runner calls it without knowing them.</summary>
internal abstract class StepRegistration(ContractDefinition contract, StepDefinition step, int concurrency)
{
    public ContractDefinition Contract { get; } = contract;

    public StepDefinition Step { get; } = step;

    /// <summary>How many this pod does at once, over all jobs.</summary>
    public int Concurrency { get; } = concurrency;

    /// <summary>Claims, and does what it got.</summary>
    /// <returns>What the claim was answered, and when to ask again at the latest if it is held.</returns>
    public abstract Task<(ContractOutcome Outcome, TimeSpan HeldFor)> RunAsync(INika nika, IServiceProvider services, JobId job, CancellationToken stopping);

    internal sealed class Of<TInput, TOutput>(PipelineStep<TInput, TOutput> step, Func<TInput, StepContext, CancellationToken, ValueTask<TOutput>> work, int concurrency)
        : StepRegistration(step.Contract, step.Definition, concurrency)
    {
        public override async Task<(ContractOutcome Outcome, TimeSpan HeldFor)> RunAsync(INika nika, IServiceProvider services, JobId job, CancellationToken stopping)
        {
            var claim = await step.ClaimAsync(nika, job, stopping).ConfigureAwait(false);
            await using var disposal = claim.ConfigureAwait(false);
            if (claim.IsClaimed)
            {
                await DoAsync(nika, services, claim, stopping).ConfigureAwait(false);
            }

            return (claim.Outcome, claim.HeldFor);
        }

        private async Task DoAsync(INika nika, IServiceProvider services, StepClaim<TInput, TOutput> claim, CancellationToken stopping)
        {
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(claim.Cancellation, stopping);
            ContractResult ended;
            try
            {
                var result = await work(claim.Input!, new StepContext(nika, services, claim.JobId, claim.Item, claim.Attempt), cancellation.Token).ConfigureAwait(false);
                ended = await claim.CompleteAsync(result, CancellationToken.None).ConfigureAwait(false);
                if (ended.Outcome == ContractOutcome.Refused)
                {
                    ended = await claim.FailAsync(ended.Reason ?? "the output was refused", CancellationToken.None).ConfigureAwait(false);
                }
            }
            catch (Exception exception)
            {
                string reason = claim.IsOverdue ? $"over its time limit of {Step.TimeLimit}" : stopping.IsCancellationRequested ? "the pod stops" : exception.Message;
                nika.Contracts.Logger.StepFailed(exception, step.ToString(), claim.JobId.Value, claim.Attempt, Step.Attempts, reason);
                ended = await claim.FailAsync(reason, CancellationToken.None).ConfigureAwait(false);
            }

            if (ended.Outcome is not (ContractOutcome.Completed or ContractOutcome.Retrying or ContractOutcome.Failed))
            {
                nika.Contracts.Logger.StepLost(step.ToString(), claim.JobId.Value, ended.Outcome, ended.Reason);
            }
        }
    }
}
