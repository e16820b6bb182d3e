using System.Collections.Concurrent;
using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>
/// Does a pod's steps: hears of contracts on <c>nika:ipc:contracts</c>, then follows each job's stream, and claims when a step of its own is ready. Nobody polls:
/// what is held is looked at again when its deadline passes, and anything, seldom, in case a signal was lost with the pod that owed it.
/// </summary>
internal sealed class StepHost(IReadOnlyList<StepRegistration> registrations, INika nika, IServiceProvider services, TimeSpan stopTimeout) : IAsyncDisposable
{
    private const int ReadCount = 256;

    private readonly ContractRuntime contracts = nika.Contracts;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<(string Job, int Registration), ChangeSignal> running = new();
    private readonly ConcurrentDictionary<Task, bool> tasks = new();
    private readonly SemaphoreSlim[] slots = [.. registrations.Select(static registration => new SemaphoreSlim(registration.Concurrency))];
    private Task? reading;
    private ITailReader? reader;

    public void Start()
    {
        reader = contracts.Store.OpenTail();
        reader.Add(ContractRuntime.Announcements, StreamId.Zero);
        reading = ReadAsync(reader);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        if (reading is not null)
        {
            await reading.ConfigureAwait(false);
            await Task.WhenAll(tasks.Keys).WaitAsync(stopTimeout, contracts.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (reader is not null)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        Array.ForEach(slots, static slot => slot.Dispose());
        stopping.Dispose();
    }

    private async Task ReadAsync(ITailReader from)
    {
        var batch = new EntryBatch();
        var entry = new ReceivedEntry();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await from.ReadAsync(batch, ReadCount, stopping.Token).ConfigureAwait(false);
                for (int i = 0; i < batch.Count; i++)
                {
                    entry.CopyFrom(batch[i]);
                    if (entry.ReadEnvelope() is null)
                    {
                        Take(from, entry.ToDelivery());
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Take(ITailReader from, Delivery delivery)
    {
        if (delivery.Type.SequenceEqual(MessageDescriptor.Of<ContractStarted>().NameUtf8))
        {
            if (delivery.TryRead<ContractStarted>(out var started))
            {
                Begin(from, started);
            }
        }
        else if (delivery.Type.SequenceEqual(MessageDescriptor.Of<StepChanged>().NameUtf8) && delivery.TryRead<StepChanged>(out var changed) && changed.Status == StepStatus.Ready)
        {
            for (int i = 0; i < registrations.Count; i++)
            {
                if (registrations[i].Step.Number == changed.Step && running.TryGetValue((changed.JobId.Value, i), out var signal))
                {
                    signal.Raise();
                }
            }
        }
    }

    private void Begin(ITailReader from, ContractStarted started)
    {
        bool isFollowed = false;
        for (int i = 0; i < registrations.Count; i++)
        {
            var registration = registrations[i];
            if (registration.Contract.Name != started.Contract || registration.Contract.Version != started.Version)
            {
                continue;
            }

            var signal = new ChangeSignal();
            if (!running.TryAdd((started.JobId.Value, i), signal))
            {
                running.GetValueOrDefault((started.JobId.Value, i))?.Raise();
                continue;
            }

            if (!isFollowed)
            {
                // Before the first claim: what becomes ready afterwards is seen. A few old signals do no harm.
                from.Add("nika:ipc:" + started.JobId.Value, StreamId.Zero);
                isFollowed = true;
            }

            var task = RunJobAsync(started.JobId, i, signal);
            _ = tasks.TryAdd(task, true);
            _ = task.ContinueWith(ended => tasks.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task RunJobAsync(JobId job, int index, ChangeSignal signal)
    {
        await Task.WhenAll(Enumerable.Range(0, registrations[index].Concurrency).Select(_ => Task.Run(() => RunAsync(job, index, signal)))).ConfigureAwait(false);
        _ = running.TryRemove((job.Value, index), out _);
        if (!registrations.Index().Any(other => running.ContainsKey((job.Value, other.Index))))
        {
            reader!.Remove("nika:ipc:" + job.Value);
        }
    }

    private async Task RunAsync(JobId job, int index, ChangeSignal signal)
    {
        var registration = registrations[index];
        while (!stopping.IsCancellationRequested)
        {
            var next = signal.Next;
            var wait = contracts.Options.Recheck;
            try
            {
                await slots[index].WaitAsync(stopping.Token).ConfigureAwait(false);
                ContractOutcome outcome;
                TimeSpan heldFor;
                try
                {
                    (outcome, heldFor) = await registration.RunAsync(nika, services, job, stopping.Token).ConfigureAwait(false);
                }
                finally
                {
                    _ = slots[index].Release();
                }

                switch (outcome)
                {
                    case ContractOutcome.Claimed:
                        continue;
                    case ContractOutcome.Held:
                        wait = heldFor < wait ? heldFor + TimeSpan.FromMilliseconds(Random.Shared.Next(5, 50)) : wait;
                        break;
                    case ContractOutcome.NotReady or ContractOutcome.Degraded or ContractOutcome.ArtifactMissing:
                        break;
                    default:
                        return;
                }

                await next.WaitAsync(wait, contracts.TimeProvider, stopping.Token).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // No news: look all the same.
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
