using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Writing;

/// <summary>
/// Serves a lane for as long as the store lives: connects, opens the gate, runs a session, closes the gate, and tries again. The
/// gate moves only while no session takes or reports.
/// </summary>
internal sealed class RedisWriter : IAsyncDisposable
{
    private const string Use = "writes";
    private const string ExpiryUse = "writes with an expiry";

    private readonly Connector connector;
    private readonly AsyncSignal wake = new();
    private readonly ServerClock clock;
    private readonly SetAsideKeys setAside;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource firstOutcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RespConnection? connection;
    private Task running = Task.CompletedTask;

    public RedisWriter(Connector connector, StoreHost host)
    {
        this.connector = connector;
        clock = new ServerClock(connector.TimeProvider);
        setAside = new SetAsideKeys(connector.TimeProvider);
        Lane = host.CreateLane("redis " + connector.Endpoint, wake.Wake);
    }

    public WriteLane Lane { get; }

    /// <summary>Begins to connect. The task ends when the first try has succeeded or failed.</summary>
    public Task StartAsync()
    {
        running = Background.Run(RunAsync);
        return firstOutcome.Task;
    }

    public async ValueTask DisposeAsync()
    {
        // What was accepted still gets its chance, but no longer than any reply may take.
        var patience = Stopwatch.StartNew();
        while (Lane.IsUp && Lane.Held > 0 && patience.Elapsed < Lane.ReplyDeadline)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        Volatile.Read(ref connection)?.Close("the store is closed");
        wake.Wake();
        await running.ConfigureAwait(false);
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        ServerFacts? lost = null;
        int attempt = 0;
        while (!stopping.IsCancellationRequested)
        {
            string reason;
            bool isAway = true;
            try
            {
                Lane.Probing();
                var connected = await ConnectAsync(lost).ConfigureAwait(false);
                isAway = false;
                lost = connected.Facts;
                var session = new WriteSession(connected, Lane, wake, clock, setAside, connector);
                Lane.Up(connected.Facts.UnixMilliseconds);
                firstOutcome.TrySetResult();
                reason = await session.RunAsync().ConfigureAwait(false);
                attempt = session.HasServed ? 0 : attempt + 1;
                if (!stopping.IsCancellationRequested)
                {
                    connector.Logger.ConnectionLost(connector.Endpoint, Use, reason);
                }
            }
            catch (StoreUnavailableException e)
            {
                reason = e.Message;
                attempt++;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // A fault of ours, not the server's. Were the loop to end here, the gate would stay open and nobody would serve the lane.
                connector.Logger.WriterFault(e);
                reason = "an internal fault: " + e.Message;
                attempt++;
            }

            Lane.Down(reason);
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

        Lane.Down("the store is closed");
        firstOutcome.TrySetResult();
    }

    private async Task<RespConnection> ConnectAsync(ServerFacts? lost)
    {
        var connected = await connector.ConnectAsync(Use, stopping.Token).ConfigureAwait(false);
        Volatile.Write(ref connection, connected);
        using var timeout = new CancellationTokenSource(connector.Options.ConnectTimeout, connector.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping.Token);
        using var _ = either.Token.UnsafeRegister(static self => ((RespConnection)self!).Close("no answer in time"), connected);
        try
        {
            if (lost is not null && await WriteProbe.KillAsync(connected, lost).ConfigureAwait(false) is { } refusal)
            {
                connector.Logger.KillRefused(refusal);
            }

            if (await WriteProbe.RunAsync(connected).ConfigureAwait(false) is { } fault)
            {
                connector.Fault(ExpiryUse, fault);
                throw new StoreUnavailableException(fault);
            }

            connector.FaultPassed(ExpiryUse);
        }
        catch
        {
            connected.Dispose();
            throw;
        }

        clock.Set(connected.Facts.UnixMilliseconds, connected.Facts.At);
        return connected;
    }
}
