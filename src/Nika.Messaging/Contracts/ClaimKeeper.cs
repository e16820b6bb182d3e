using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Renews a claim at a third of its lease, until it is stopped, lost, or over its time limit. Nobody is to wait longer than the limit for a pod that hangs.</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    private readonly ContractRuntime contracts;
    private readonly RenewStep renewal;
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource working = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task keeping;

    public ClaimKeeper(ContractRuntime contracts, ContractDefinition contract, JobId job, HeldStep held)
    {
        this.contracts = contracts;
        renewal = new(ContractRuntime.KeyOf(job), contract.Name, contract.Version, held, contracts.Options.Lease);
        limit = contract.Steps[held.Step - 1].TimeLimit;
        Cancellation = working.Token;
        keeping = KeepAsync();
    }

    public CancellationToken Cancellation { get; }

    public bool IsOverdue { get; private set; }

    /// <summary>Also of one that is disposed of: it has stopped.</summary>
    public void Stop()
    {
        if (!keeping.IsCompleted)
        {
            stopping.Cancel();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await keeping.ConfigureAwait(false);
        working.Dispose();
        stopping.Dispose();
    }

    private async Task KeepAsync()
    {
        long started = contracts.TimeProvider.GetTimestamp();
        var pause = contracts.Options.Lease / 3;
        try
        {
            while (true)
            {
                var left = limit - contracts.TimeProvider.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    IsOverdue = true;
                    break;
                }

                await Task.Delay(left < pause ? left : pause, contracts.TimeProvider, stopping.Token).ConfigureAwait(false);
                if (contracts.TimeProvider.GetElapsedTime(started) < limit
                    && await contracts.ExecuteAsync(renewal, stopping.Token).ConfigureAwait(false) is { Outcome: not (ContractOutcome.Renewed or ContractOutcome.Degraded) })
                {
                    break;
                }
            }

            await working.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Completed, failed, or disposed of.
        }
    }
}
