using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Waits for the end of a step.</summary>
internal static class StepWait
{
    private const int ReadCount = 256;

    /// <summary>Waits, woken by the job's stream.</summary>
    /// <returns>The step, completed; or what became of it instead.</returns>
    public static async ValueTask<(StepState? State, ContractResult Problem)> UntilEndedAsync(ContractRuntime contracts, ContractDefinition contract, int number, JobId job, CancellationToken cancellationToken)
    {
        string stream = "nika:ipc:" + job.Value;
        try
        {
            var reader = contracts.Store.OpenTail();
            await using var disposal = reader.ConfigureAwait(false);

            // Take the position, look, then wait: no change is missed.
            reader.Add(stream, await contracts.Store.LastIdAsync(stream, cancellationToken).ConfigureAwait(false));
            var batch = new EntryBatch();
            while (true)
            {
                var reading = await contracts.ReadAsync(job, cancellationToken).ConfigureAwait(false);
                if (Ended(reading, contract, number) is { } end)
                {
                    return end;
                }

                using var recheck = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var timer = contracts.TimeProvider.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), recheck, contracts.Options.Recheck, Timeout.InfiniteTimeSpan);
                await using var timing = timer.ConfigureAwait(false);
                try
                {
                    await reader.ReadAsync(batch, ReadCount, recheck.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // Nothing came: look all the same.
                }
            }
        }
        catch (StoreUnavailableException exception)
        {
            return (null, new(ContractOutcome.Degraded, exception.Message));
        }
    }

    private static (StepState?, ContractResult)? Ended(ContractReading reading, ContractDefinition contract, int number)
    {
        if (reading.State is not { } state)
        {
            return (null, new(reading.Status == HashStatus.Degraded ? ContractOutcome.Degraded : reading.Status == HashStatus.Malformed ? ContractOutcome.WrongContract : ContractOutcome.Missing, reading.Reason));
        }

        if (state.Name != contract.Name)
        {
            return (null, new(ContractOutcome.WrongContract, state.Name));
        }

        if (state.Version != contract.Version)
        {
            return (null, new(ContractOutcome.WrongVersion, state.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var step = state.Steps[number - 1];
        return step.Status switch
        {
            StepStatus.Completed => (step, default),
            StepStatus.Failed => (null, new(ContractOutcome.Failed, step.Error)),
            _ when state.Status == StepStatus.Failed => (null, new(ContractOutcome.Failed, state.Steps.Select(static s => s.Error).FirstOrDefault(static e => e is not null))),
            _ => null,
        };
    }
}
