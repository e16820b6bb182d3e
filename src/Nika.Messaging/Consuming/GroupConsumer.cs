using System.Collections.Immutable;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// One pod's part in one consumer group: reads no more than it has free slots for, hands entries to handlers, acks what was
/// handled, and takes over what others left lying. A failed entry stays pending until someone claims it.
/// </summary>
internal sealed class GroupConsumer : IAsyncDisposable
{
    private const int ClaimCount = 64;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    private readonly string consumer;
    private readonly ConsumerEnvironment environment;
    private readonly IGroupReader reader;
    private readonly InFlightEntries inFlight = new();
    private readonly AckQueue acks;
    private readonly Channel<HandlerSlot> free;
    private readonly int concurrency;
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource reading = new();
    private readonly CancellationTokenSource handling = new();
    private readonly Lock sync = new();
    private Task running = Task.CompletedTask;
    private Task acking = Task.CompletedTask;

    public GroupConsumer(string group, string consumer, ImmutableArray<HandlerRegistration> handlers, ConsumerEnvironment environment)
    {
        Group = group;
        Handlers = handlers;
        this.consumer = consumer;
        this.environment = environment;
        reader = environment.Store.OpenGroup(group, consumer);
        acks = new AckQueue(environment.Store, group, inFlight, environment.Counters, environment.TimeProvider);
        concurrency = handlers.Max(handler => handler.Descriptor.Concurrency);
        free = Channel.CreateBounded<HandlerSlot>(concurrency);
        for (int i = 0; i < concurrency; i++)
        {
            _ = free.Writer.TryWrite(new HandlerSlot(this));
        }
    }

    public string Group { get; }

    public ImmutableArray<HandlerRegistration> Handlers { get; }

    /// <summary>Adds a stream; takes effect even while a read is blocked.</summary>
    public void Add(string key, TimeSpan timeToLive)
    {
        lock (sync)
        {
            if (!keys.Add(key))
            {
                return;
            }
        }

        reader.Add(key, timeToLive);
    }

    public void Remove(string key)
    {
        lock (sync)
        {
            if (!keys.Remove(key))
            {
                return;
            }
        }

        reader.Remove(key);
    }

    public void Start()
    {
        acking = acks.RunAsync(handling.Token);
        running = Task.WhenAll(KeepRunningAsync(ReadAsync), KeepRunningAsync(ClaimAsync), KeepRunningAsync(RenewAsync));
    }

    /// <summary>Stops reading, waits for running handlers and sends their acks. What is not done by then will be delivered again.</summary>
    public async Task StopAsync()
    {
        await reading.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        using var deadline = new CancellationTokenSource(environment.Options.StopTimeout, environment.TimeProvider);
        int idle = 0;
        try
        {
            for (; idle < concurrency; idle++)
            {
                _ = await free.Reader.ReadAsync(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            environment.Logger.HandlersLeftRunning(concurrency - idle, Group);
        }

        acks.Complete();
        using var registration = deadline.Token.Register(handling.Cancel);
        try
        {
            await acking.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The store is away: unacked entries are delivered again, to whoever claims them.
        }

        await handling.CancelAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync().ConfigureAwait(false);
        reading.Dispose();
        handling.Dispose();
    }

    internal async Task ProcessAsync(HandlerSlot slot)
    {
        var identity = slot.Entry.Identity;
        bool done = false;
        try
        {
            done = await HandleAsync(slot).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (handling.IsCancellationRequested)
        {
            // The pod stops: the entry stays pending.
        }
        catch (Exception exception)
        {
            environment.Logger.ConsumerFailed(exception, Group, 0);
        }
        finally
        {
            if (done)
            {
                acks.Add(in identity);
            }
            else
            {
                inFlight.Remove(in identity);
            }

            _ = free.Writer.TryWrite(slot);
        }
    }

    /// <summary>Handles the entry, or decides that it is not to be handled.</summary>
    /// <returns>Whether the entry is done with and can be acked.</returns>
    private async ValueTask<bool> HandleAsync(HandlerSlot slot)
    {
        var entry = slot.Entry;
        if (entry.ReadEnvelope() is { } malformed)
        {
            return await DeadLetterAsync(entry, malformed).ConfigureAwait(false);
        }

        var registration = FindHandler(entry.ToDelivery().Type, out var message);
        if (registration is null)
        {
            return LeaveToOthers(entry);
        }

        if ((message!.Layer == MessageLayer.EntityFeed && ConsumerGroups.IsWorkers(Group) && ConsumerGroups.WorkersSkip(Group, in entry.Meta))
            || (registration.Descriptor.SignificantOnly && !entry.Meta.IsSignificant))
        {
            return true;
        }

        if (entry.Deliveries > environment.Options.MaxDeliveries)
        {
            return await DeadLetterAsync(entry, $"no consumer finished it in {environment.Options.MaxDeliveries} deliveries").ConfigureAwait(false);
        }

        try
        {
            string? error = await environment.Pipeline.HandleAsync(registration, entry, slot.Context, handling.Token).ConfigureAwait(false);
            if (error is not null)
            {
                return await DeadLetterAsync(entry, error).ConfigureAwait(false);
            }

            environment.Counters.CountHandled();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !handling.IsCancellationRequested)
        {
            environment.Counters.CountFailed();
            environment.Logger.HandlerFailed(exception, registration.Descriptor.HandlerType.Name, message.Name, entry.Meta.Id, entry.Identity.Key, entry.Identity.Id.ToString(), entry.Deliveries, environment.Options.MaxDeliveries);
            return entry.Deliveries >= environment.Options.MaxDeliveries
                && await DeadLetterAsync(entry, $"{exception.GetType().Name}: {exception.Message}").ConfigureAwait(false);
        }
    }

    private HandlerRegistration? FindHandler(ReadOnlySpan<byte> type, out MessageDescriptor? message)
    {
        foreach (var handler in Handlers)
        {
            foreach (var descriptor in handler.Descriptor.Messages)
            {
                if (descriptor.NameUtf8.SequenceEqual(type))
                {
                    message = descriptor;
                    return handler;
                }
            }
        }

        message = null;
        return null;
    }

    // Orchestrator and monitor see what they ask for. A worker without a handler for what was created (a rolling update) leaves it
    // pending, for those that have one; nobody having one, it is claimed until it counts as undeliverable.
    private bool LeaveToOthers(ReceivedEntry entry)
    {
        if (!ConsumerGroups.IsWorkers(Group) || ConsumerGroups.WorkersSkip(Group, in entry.Meta))
        {
            return true;
        }

        environment.Logger.NoHandler(Group, Encoding.UTF8.GetString(entry.ToDelivery().Type));
        return false;
    }

    private async ValueTask<bool> DeadLetterAsync(ReceivedEntry entry, string error)
    {
        if (!await environment.DeadLetters.TryAddAsync(entry, Group, consumer, error, handling.Token).ConfigureAwait(false))
        {
            return false;
        }

        if (ConsumerGroups.IsWorkers(Group))
        {
            environment.OnEntityLost(in entry.Meta, error);
        }

        return true;
    }

    private async Task ReadAsync()
    {
        var batch = new EntryBatch();
        while (await free.Reader.WaitToReadAsync(reading.Token).ConfigureAwait(false))
        {
            await reader.ReadAsync(batch, Math.Max(1, free.Reader.Count), reading.Token).ConfigureAwait(false);
            await StartAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task ClaimAsync()
    {
        var batch = new EntryBatch();
        while (true)
        {
            foreach (string key in Keys())
            {
                var cursor = StreamId.Zero;
                do
                {
                    _ = await free.Reader.WaitToReadAsync(reading.Token).ConfigureAwait(false);
                    cursor = await ClaimAsync(key, cursor, batch).ConfigureAwait(false);
                }
                while (cursor != StreamId.Zero);
            }

            await DelayAsync(environment.Options.ClaimIdle / 3).ConfigureAwait(false);
        }
    }

    private async Task<StreamId> ClaimAsync(string key, StreamId cursor, EntryBatch batch)
    {
        try
        {
            var claim = await environment.Store.ClaimAsync(key, Group, consumer, environment.Options.ClaimIdle, cursor, ClaimCount, batch, reading.Token).ConfigureAwait(false);
            if (claim.Trimmed.Count > 0)
            {
                environment.Counters.CountExpiredUnread(claim.Trimmed.Count);
                environment.Logger.ExpiredUnread(claim.Trimmed.Count, key, Group);
            }

            if (batch.Count > 0)
            {
                environment.Logger.Claimed(Group, key, consumer, batch.Count);
            }

            await StartAsync(batch).ConfigureAwait(false);
            return claim.Next;
        }
        catch (StoreUnavailableException)
        {
            return StreamId.Zero; // The next round tries again.
        }
    }

    // At a third of the idle time, so that two rounds may fail before anyone takes an entry over.
    private async Task RenewAsync()
    {
        while (true)
        {
            await DelayAsync(environment.Options.ClaimIdle / 3).ConfigureAwait(false);
            foreach (var (key, ids) in inFlight.ByKey())
            {
                try
                {
                    await environment.Store.RenewAsync(key, Group, consumer, ids.ToArray(), reading.Token).ConfigureAwait(false);
                }
                catch (StoreUnavailableException)
                {
                    // The next round tries again.
                }
            }
        }
    }

    private async Task StartAsync(EntryBatch batch)
    {
        // All of the batch is held from now on, also what waits for a slot: it is renewed like the rest.
        var held = new bool[batch.Count];
        for (int i = 0; i < batch.Count; i++)
        {
            held[i] = inFlight.Add(new(batch[i].Key, batch[i].Id));
        }

        int next = 0;
        try
        {
            for (; next < held.Length; next++)
            {
                if (held[next])
                {
                    var slot = await free.Reader.ReadAsync(reading.Token).ConfigureAwait(false);
                    slot.Entry.CopyFrom(batch[next]);
                    _ = ThreadPool.UnsafeQueueUserWorkItem(slot, preferLocal: false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            for (; next < held.Length; next++)
            {
                if (held[next])
                {
                    inFlight.Remove(new(batch[next].Key, batch[next].Id));
                }
            }

            throw;
        }
    }

    private string[] Keys()
    {
        lock (sync)
        {
            return [.. keys];
        }
    }

    private Task DelayAsync(TimeSpan delay) => Task.Delay(delay, environment.TimeProvider, reading.Token);

    private async Task KeepRunningAsync(Func<Task> loop)
    {
        while (!reading.IsCancellationRequested)
        {
            try
            {
                await loop().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (reading.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                environment.Logger.ConsumerFailed(exception, Group, PauseAfterFault.TotalMilliseconds);
                try
                {
                    await DelayAsync(PauseAfterFault).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
