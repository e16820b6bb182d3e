using System.Collections.Immutable;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>
/// The pod's handlers without a group: one reader over every stream that is followed, entries handled in order, one at a time.
/// A failing handler is logged and the entry passed over: without a group nobody delivers it again.
/// </summary>
internal sealed class Followers : IAsyncDisposable
{
    private const int ReadCount = 128;
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CancelTimeout = TimeSpan.FromSeconds(1);

    private readonly ConsumerEnvironment environment;
    private readonly ITailReader reader;
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly ReceivedEntry entry = new();
    private readonly MessageContext context = new();
    private readonly HandlingClock clock;
    private readonly ChangeSignal resumed = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock sync = new();
    private Task running = Task.CompletedTask;
    private HandlerRegistration? handling;
    private bool isPaused;

    public Followers(ImmutableArray<HandlerRegistration> handlers, ConsumerEnvironment environment)
    {
        Handlers = handlers;
        this.environment = environment;
        reader = environment.Store.OpenTail();
        clock = new(environment.TimeProvider, Overdue);
    }

    public ImmutableArray<HandlerRegistration> Handlers { get; }

    /// <summary>The streams followed.</summary>
    public string[] Keys
    {
        get
        {
            lock (sync)
            {
                return [.. keys];
            }
        }
    }

    /// <summary>Follows a stream from its newest entry on; from its beginning if the store cannot say which that is.</summary>
    /// <returns>Whether it was not followed before.</returns>
    public async ValueTask<bool> AddAsync(string key, CancellationToken cancellationToken)
    {
        lock (sync)
        {
            if (!keys.Add(key))
            {
                return false;
            }
        }

        var after = StreamId.Zero;
        try
        {
            after = await environment.Store.LastIdAsync(key, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // Seeing an entry twice is harmless, missing one is not.
        }
        catch (OperationCanceledException)
        {
            Remove(key);
            throw;
        }

        reader.Add(key, after);
        return true;
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

    public void Start() => running = RunAsync();

    /// <summary>Pauses after the entry that is being handled, or goes on.</summary>
    public void SetPaused(bool value)
    {
        Volatile.Write(ref isPaused, value);
        resumed.Raise();
    }

    /// <summary>Stops reading, and waits for the running handler; one that takes too long is cancelled, and then left behind.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await running.WaitAsync(environment.Options.StopTimeout, environment.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            environment.Logger.HandlersLeftRunning(1, "followers");
            clock.GiveUp();
            _ = await Task.WhenAny(running, Task.Delay(CancelTimeout, environment.TimeProvider)).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
        clock.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new EntryBatch();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await reader.ReadAsync(batch, ReadCount, stopping.Token).ConfigureAwait(false);
                for (int i = 0; i < batch.Count; i++)
                {
                    await WaitForResumeAsync().ConfigureAwait(false);
                    entry.CopyFrom(batch[i]);
                    await HandleAsync().ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                environment.Logger.ConsumerFailed(exception, "followers", PauseAfterFault.TotalMilliseconds);
                await Task.Delay(PauseAfterFault, environment.TimeProvider, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask HandleAsync()
    {
        var (key, id) = entry.Identity;
        if (entry.ReadEnvelope() is { } malformed)
        {
            environment.Logger.PassedOver(key, id.ToString(), malformed);
            return;
        }

        environment.Watch(entry);
        foreach (var handler in Handlers)
        {
            if (!Handles(handler, out var message) || (handler.Descriptor.SignificantOnly && !entry.Meta.IsSignificant))
            {
                continue;
            }

            handling = handler;
            clock.Start(handler.Descriptor.TimeLimit ?? environment.Options.HandlerTimeLimit);
            try
            {
                string? error = await environment.Pipeline.HandleAsync(handler, entry, context, clock).ConfigureAwait(false);
                if (error is null)
                {
                    environment.Counters.CountHandled();
                }
                else
                {
                    environment.Logger.PassedOver(key, id.ToString(), error);
                }
            }
            catch (Exception exception) when (clock.IsFailure(exception))
            {
                if (clock.IsOverdue)
                {
                    continue; // counted and logged at its limit
                }

                environment.Counters.CountFailed();
                environment.Logger.HandlerFailed(exception, handler.Descriptor.HandlerType.Name, message!.Name, entry.Meta.Id, key, id.ToString(), 1, 1);
            }
            finally
            {
                clock.Stop();
            }
        }
    }

    private async ValueTask WaitForResumeAsync()
    {
        while (true)
        {
            var change = resumed.Next;
            if (!Volatile.Read(ref isPaused))
            {
                return;
            }

            await change.WaitAsync(stopping.Token).ConfigureAwait(false);
        }
    }

    private void Overdue(TimeSpan elapsed, bool isFirst)
    {
        var (key, id) = entry.Identity;
        string name = handling!.Descriptor.HandlerType.Name;
        string type = System.Text.Encoding.UTF8.GetString(entry.ToDelivery().Type);
        if (isFirst)
        {
            environment.Counters.CountFailed();
            environment.Logger.HandlerOverdue(name, type, entry.Meta.Id, key, id.ToString(), elapsed.TotalSeconds);
        }
        else
        {
            environment.Logger.HandlerHangs(name, type, entry.Meta.Id, key, id.ToString(), elapsed.TotalSeconds);
        }
    }

    private bool Handles(HandlerRegistration handler, out MessageDescriptor? message)
    {
        var type = entry.ToDelivery().Type;
        foreach (var descriptor in handler.Descriptor.Messages)
        {
            // Requests are work for one pod of a role, through that role's group.
            if (descriptor.NameUtf8.SequenceEqual(type) && descriptor.Kind != SignalKind.Request)
            {
                message = descriptor;
                return true;
            }
        }

        message = null;
        return false;
    }
}
