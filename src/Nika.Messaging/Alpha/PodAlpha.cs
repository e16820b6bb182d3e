using Nika.Messaging.Consuming;
using Nika.Messaging.Journal;
using Nika.Messaging.Memory;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary><see cref="IAlpha"/> of a pod.</summary>
internal sealed class PodAlpha(NikaPod pod, NikaOptions options, IStore store, Func<ConsumerEnvironment> createEnvironment) : IAlpha
{
    private readonly Lock sync = new();
    private AlphaWatch? watch;

    public IAsyncEnumerable<EntityEvent> WatchAsync(CancellationToken cancellationToken = default)
    {
        if (pod.Consumers.Groups.Any(static group => group.Group == ConsumerGroups.Orchestrator))
        {
            throw new InvalidOperationException($"This pod has handlers in {ConsumerGroups.Orchestrator}, with which {nameof(WatchAsync)} would share events: keep the handlers, or watch.");
        }

        return ReadAsync(cancellationToken);
    }

    public async ValueTask<Fleet> FleetAsync(int limit = 1_000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, FleetReader.MostMembers);
        try
        {
            return await FleetReader.ReadAsync(store, limit, options.HeartbeatInterval, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            return new([], exception.Message);
        }
    }

    public async ValueTask<ToolDay> ToolsAsync(DateOnly day, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ToolDayReader.ReadAsync(store, day, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            return new(day, [], exception.Message);
        }
    }

    public IAsyncEnumerable<BusRecord> ReadChannelAsync(EntityId entity, CancellationToken cancellationToken = default) =>
        BusReader.ReadAsync(BusFiles.Channel(options.Directory, entity), cancellationToken);

    public ValueTask<MemoryResult<long>> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default) =>
        AskAsync(() => pod.Memory.CountAsync(filter, cancellationToken));

    public ValueTask<MemoryResult<IReadOnlyList<RecalledEvent>>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, CancellationToken cancellationToken = default) =>
        AskAsync(() => pod.Memory.RecallAsync(text, filter, limit, threshold: null, cancellationToken));

    public ValueTask<PublishResult> AssignAsync(Entity work, string summary, RoleName? role = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return pod.Entities.CreateAsync(role is null ? work : work with { Role = role }, summary, cancellationToken);
    }

    public async ValueTask<PublishResult?> DispatchAsync(Chance chance, Entity work, string summary, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chance);
        if (!chance.Happens())
        {
            return null;
        }

        var result = await AssignAsync(work, summary, role: null, cancellationToken).ConfigureAwait(false);
        if (result.Status is not (PublishStatus.Refused or PublishStatus.Dropped))
        {
            _ = pod.Publish(new AutonomousDispatch(work.Id, chance.Probability, reason, work.JobId));
        }

        return result;
    }

    public ValueTask<PublishResult> RequestReviewAsync(Entity entity, string deliverable, string summary, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity.JobId is not { } job)
        {
            pod.Account.CountRefused();
            return new(new PublishResult(PublishStatus.Refused, Guid.Empty, $"{entity} has no job, on whose stream a review could be asked for: give it a {nameof(Entity.JobId)}"));
        }

        return pod.PublishAsync(new ReviewRequest(job, entity.Id, deliverable, summary), cancellationToken);
    }

    /// <summary>The pod stops: whoever watches is at the end.</summary>
    public ValueTask StopAsync()
    {
        lock (sync)
        {
            return watch?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }

    private async IAsyncEnumerable<EntityEvent> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AlphaWatch current;
        lock (sync)
        {
            if (watch is not null)
            {
                throw new InvalidOperationException("This pod's feed is being watched already: one loop at a time, since events are shared among them.");
            }

            if (!pod.IsRunning)
            {
                throw new InvalidOperationException("The pod does not run: start it before watching.");
            }

            watch = current = new AlphaWatch(pod.Pod.Value, createEnvironment());
        }

        try
        {
            await foreach (var entityEvent in current.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return entityEvent;
            }
        }
        finally
        {
            lock (sync)
            {
                watch = null;
            }
        }
    }

    private async ValueTask<MemoryResult<T>> AskAsync<T>(Func<ValueTask<T>> ask)
    {
        if (pod.Memory is NoMemory)
        {
            return new(MemoryStatus.NoMemory, default, NoMemory.Reason);
        }

        try
        {
            return new(MemoryStatus.Answered, await ask().ConfigureAwait(false), null);
        }
        catch (MemoryUnavailableException exception)
        {
            return new(MemoryStatus.Degraded, default, exception.Message);
        }
    }
}
