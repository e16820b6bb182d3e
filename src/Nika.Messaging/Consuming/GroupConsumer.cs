using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Nika.Messaging.Consuming;

/// <summary>
/// One pod's part in one consumer group, put together: <see cref="GroupIntake"/> takes entries in, <see cref="EntryProcessor"/> settles
/// each, <see cref="HandlerLane"/> gives handlers their turns, <see cref="GroupUpkeep"/> keeps what is held, and
/// <see cref="GroupLease"/> says whether we are the one who reads.
/// </summary>
internal sealed class GroupConsumer : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    // A read that waits for a server that is away cannot be interrupted, only cancelled.
    private static readonly TimeSpan InterruptTimeout = TimeSpan.FromSeconds(1);

    // For handlers that were cancelled: long enough to notice, short enough for an impatient host.
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(1);

    private readonly GroupMembership membership;
    private readonly ConsumerEnvironment environment;
    private readonly FreeSlots<HandlerSlot> free;
    private readonly ImmutableArray<HandlerSlot> slots;
    private readonly GroupIntake intake;
    private readonly GroupUpkeep upkeep;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource aborting = new();
    private readonly CancellationTokenSource closing = new();
    private Task reading = Task.CompletedTask;
    private Task keeping = Task.CompletedTask;
    private Task sending = Task.CompletedTask;

    public GroupConsumer(string group, string consumer, ImmutableArray<HandlerRegistration> handlers, ConsumerEnvironment environment)
    {
        Handlers = handlers;
        this.environment = environment;
        membership = new GroupMembership(group, consumer, handlers, environment);
        int concurrency = handlers.Sum(handler => handler.Descriptor.Concurrency);
        free = new FreeSlots<HandlerSlot>(concurrency);
        var processor = new EntryProcessor(membership, free);
        slots = [.. Enumerable.Range(0, concurrency).Select(_ => new HandlerSlot(processor, membership))];
        foreach (var slot in slots)
        {
            free.Add(slot);
        }

        intake = new GroupIntake(membership, processor, free);
        upkeep = new GroupUpkeep(membership);
    }

    public string Group => membership.Group;

    public ImmutableArray<HandlerRegistration> Handlers { get; }

    /// <summary>The streams it reads.</summary>
    public string[] Keys => membership.Keys;

    /// <summary>Adds a stream; takes effect even while a read is blocked.</summary>
    /// <returns>Whether it did not read it before.</returns>
    public bool Add(string key, TimeSpan timeToLive)
    {
        bool isNew = membership.Add(key, timeToLive);
        if (isNew)
        {
            intake.HearOf(key);
        }

        return isNew;
    }

    public void Remove(string key) => membership.Remove(key);

    /// <summary>Stops taking entries in, or goes on; what runs goes on running. A paused pod gives its group's lease to another.</summary>
    public void SetPaused(bool isPaused) => membership.SetPaused(isPaused);

    /// <summary>A bell of the group was rung.</summary>
    public void Hear(string what, string consumer, string stream, string offer)
    {
        if (what == GroupBells.LeaseEvent)
        {
            membership.Lease?.Hear();
        }
        else if (what == GroupBells.ReleasedEvent && consumer != membership.Consumer && membership.Offered.Contains(offer, StringComparer.Ordinal) && membership.Keys.Contains(stream, StringComparer.Ordinal))
        {
            intake.HearOf(stream);
        }
    }

    public void Start()
    {
        sending = Task.WhenAll(membership.Acks.RunAsync(closing.Token), membership.Releases.RunAsync(closing.Token));
        keeping = Task.WhenAll(
            KeepRunningAsync(upkeep.RunAsync, stopping.Token),
            membership.Lease is null ? Task.CompletedTask : KeepRunningAsync(membership.Lease.RunAsync, stopping.Token));

        reading = KeepRunningAsync(stop => intake.RunAsync(stop, aborting.Token), stopping.Token);
    }

    /// <summary>
    /// Stops reading, hands back what was not started, waits for running handlers, cancels those that take too long, and sends the
    /// acks. What is not done by then is delivered again.
    /// </summary>
    public async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(environment.Options.StopTimeout, environment.TimeProvider);
        await StopReadingAsync().ConfigureAwait(false);
        intake.ReturnWaiting();
        int left = await WaitForHandlersAsync(deadline.Token).ConfigureAwait(false);
        if (left > 0)
        {
            if (environment.Options.StopTimeout > TimeSpan.Zero)
            {
                environment.Logger.HandlersLeftRunning(left, Group);
            }

            foreach (var slot in slots)
            {
                slot.Clock.GiveUp();
            }

            using var patience = new CancellationTokenSource(CancelTimeout, environment.TimeProvider);
            _ = await WaitForHandlersAsync(patience.Token).ConfigureAwait(false);
        }

        membership.Acks.Complete();
        membership.Releases.Complete();
        using var registration = deadline.Token.Register(() => closing.CancelAfter(CancelTimeout));
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (membership.Lease is { } lease)
        {
            await lease.EndAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await membership.Reader.DisposeAsync().ConfigureAwait(false);
        intake.Dispose();
        stopping.Dispose();
        aborting.Dispose();
        closing.Dispose();
        foreach (var slot in slots)
        {
            slot.Dispose();
        }
    }

    private async Task StopReadingAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        membership.Reader.Interrupt();
        try
        {
            await reading.WaitAsync(InterruptTimeout, environment.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await aborting.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(reading, keeping).ConfigureAwait(false);
    }

    /// <summary>Waits until handlers are done.</summary>
    /// <returns>How many are still running.</returns>
    private async Task<int> WaitForHandlersAsync(CancellationToken deadline)
    {
        await free.AllFreeAsync().WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return slots.Length - free.Count;
    }

    private async Task KeepRunningAsync(Func<CancellationToken, Task> loop, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await loop(stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                environment.Logger.ConsumerFailed(exception, Group, PauseAfterFault.TotalMilliseconds);
                await Task.Delay(PauseAfterFault, environment.TimeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
