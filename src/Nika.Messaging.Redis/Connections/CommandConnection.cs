using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// The connection for commands with an answer: any number of callers, pipelined, replies matched in order. It reconnects by itself;
/// while the server is away every command fails at once.
/// </summary>
internal sealed class CommandConnection(Connector connector) : IAsyncDisposable
{
    private const string Use = "commands";

    // A stalled connection is noticed this much of the timeout too late, at most.
    private const int ChecksPerTimeout = 4;

    // More callers than this may wait at once; the excess is left to the garbage collector.
    private const int MostUnused = 64;

    private readonly Lock sync = new();
    private readonly AsyncSignal outgoing = new();
    private readonly Queue<PendingCommand> waiting = new();
    private readonly Stack<PendingCommand> unused = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource firstOutcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommandBuffer filling = new();
    private CommandBuffer sending = new();
    private RespConnection? connection;
    private StallWatch? watch;
    private volatile string unavailable = "not connected yet";
    private Task running = Task.CompletedTask;
    private bool hasServed;

    /// <summary>Begins to connect. The task ends when the first try has succeeded or failed.</summary>
    public Task StartAsync()
    {
        running = Background.Run(RunAsync);
        return firstOutcome.Task;
    }

    /// <summary>Sends a command and waits for its reply, which may be an error.</summary>
    /// <param name="command">The command; it is copied.</param>
    /// <param name="cancellationToken">Gives up waiting. The command may be run all the same.</param>
    /// <exception cref="StoreUnavailableException">There is no connection, it was lost before the reply, or the reply took longer than the command timeout.</exception>
    public ValueTask<Reply> ExecuteAsync(CommandBuffer command, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Reply>(cancellationToken);
        }

        long now = connector.TimeProvider.GetTimestamp();
        PendingCommand pending;
        StallWatch watching;
        lock (sync)
        {
            if (connection is null)
            {
                return ValueTask.FromException<Reply>(new StoreUnavailableException($"{connector.Endpoint}: {unavailable}"));
            }

            if (!unused.TryPop(out pending!))
            {
                pending = new(GiveBack);
            }

            pending.SentAt = now;
            filling.Raw(command.WrittenSpan);
            waiting.Enqueue(pending);
            watching = watch!;
        }

        watching.Run();

        pending.CancelWith(cancellationToken);
        outgoing.Wake();
        return pending.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        lock (sync)
        {
            connection?.Close("the store is closed");
        }

        outgoing.Wake();
        await running.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        int attempt = 0;
        while (!stopping.IsCancellationRequested)
        {
            bool isAway = true;
            try
            {
                var connected = await connector.ConnectAsync(Use, stopping.Token).ConfigureAwait(false);
                isAway = false;
                hasServed = false;
                string reason = await ServeAsync(connected).ConfigureAwait(false);
                attempt = hasServed ? 0 : attempt + 1;
                if (!stopping.IsCancellationRequested)
                {
                    connector.Logger.ConnectionLost(connector.Endpoint, Use, reason);
                }
            }
            catch (StoreUnavailableException e)
            {
                unavailable = e.Message;
                attempt++;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // A fault of ours, not the server's. Were the loop to end here, no command would ever be answered again.
                connector.Logger.CommandFault(e);
                unavailable = "an internal fault: " + e.Message;
                attempt++;
            }

            firstOutcome.TrySetResult();
            try
            {
                await connector.Reconnects.WaitAsync(attempt, isAway, stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        unavailable = "the store is closed";
        firstOutcome.TrySetResult();
    }

    /// <summary>Serves commands until the connection is lost.</summary>
    /// <returns>Why it was lost.</returns>
    private async Task<string> ServeAsync(RespConnection connected)
    {
        var watching = new StallWatch(connector.TimeProvider, connector.Options.CommandTimeout / ChecksPerTimeout, () => OldestSentAt() is null, () => CloseIfStalled(connected));
        await using var _ = watching.ConfigureAwait(false);
        lock (sync)
        {
            filling.Clear();
            connection = connected;
            watch = watching;
        }

        if (stopping.IsCancellationRequested)
        {
            connected.Close("the store is closed");
        }

        firstOutcome.TrySetResult();
        var sender = Background.Run(() => SendAsync(connected));
        string reason = "an internal fault";
        try
        {
            while (true)
            {
                await connected.ReadFrameAsync().ConfigureAwait(false);
                Answer(connected.Frame);
                hasServed = true;
            }
        }
        catch (StoreUnavailableException e)
        {
            reason = e.Message;
        }
        finally
        {
            FailAll(reason);
            connected.Dispose();
            outgoing.Wake();
            await sender.ConfigureAwait(false);
        }

        return reason;
    }

    private void Answer(ReadOnlySpan<byte> frame)
    {
        PendingCommand? pending;
        lock (sync)
        {
            _ = waiting.TryDequeue(out pending);
        }

        if (pending is null)
        {
            throw new StoreUnavailableException("the server sent a reply nobody asked for");
        }

        var reply = new Reply(frame);
        if (!pending.TrySetResult(reply))
        {
            reply.Dispose();
        }
    }

    private async Task SendAsync(RespConnection connected)
    {
        while (true)
        {
            await outgoing.WaitAsync().ConfigureAwait(false);
            lock (sync)
            {
                if (connection != connected)
                {
                    return;
                }

                (filling, sending) = (sending, filling);
                filling.Clear();
            }

            try
            {
                await connected.SendAsync(sending.Written).ConfigureAwait(false);
            }
            catch (StoreUnavailableException e)
            {
                // Makes the receiving side end, which tells everyone.
                connected.Close(e.Message);
                return;
            }
        }
    }

    private void FailAll(string reason)
    {
        PendingCommand[] lost;
        lock (sync)
        {
            connection = null;
            unavailable = reason;
            lost = [.. waiting];
            waiting.Clear();
        }

        foreach (var pending in lost)
        {
            pending.Fail(new StoreUnavailableException($"{connector.Endpoint}: {reason}"));
        }
    }

    private void CloseIfStalled(RespConnection connected)
    {
        if (OldestSentAt() is { } sentAt && connector.TimeProvider.GetElapsedTime(sentAt) > connector.Options.CommandTimeout && !connected.HasArrivals)
        {
            connected.Close($"no reply within {connector.Options.CommandTimeout.TotalSeconds:0.###} s");
        }
    }

    private long? OldestSentAt()
    {
        lock (sync)
        {
            return waiting.TryPeek(out var oldest) ? oldest.SentAt : null;
        }
    }

    private void GiveBack(PendingCommand command)
    {
        lock (sync)
        {
            if (unused.Count < MostUnused)
            {
                unused.Push(command);
            }
        }
    }
}
