using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;

namespace Nika.Messaging.Redis.Reading;

/// <summary>A reader's own connection, on which its reads block, with a watch for replies that don't come.</summary>
internal sealed class ReaderConnection : IDisposable
{
    private readonly Connector connector;
    private readonly string use;
    private readonly ITimer stallWatch;
    private volatile RespConnection? connection;

    public ReaderConnection(Connector connector, string use)
    {
        this.connector = connector;
        this.use = use;
        stallWatch = connector.TimeProvider.CreateTimer(static self => ((ReaderConnection)self!).CloseIfStalled(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether there is a connection; it may have been lost.</summary>
    public bool IsConnected => connection is not null;

    /// <summary>The connection's id at the server; 0 without one.</summary>
    public long ClientId => connection?.Facts.ClientId ?? 0;

    /// <summary>The reply read last.</summary>
    public ReadOnlySpan<byte> Frame => connection is { } current ? current.Frame : default;

    public async Task ConnectAsync(CancellationToken stop)
    {
        var connected = await connector.ConnectAsync(use, stop).ConfigureAwait(false);
        connection = connected;
        if (stop.IsCancellationRequested)
        {
            // Cancelled between connecting and keeping the connection: whoever closed the reader's connection did not see it.
            connected.Dispose();
        }
    }

    /// <summary>Sends commands and waits for the first reply.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="block">How long the server may wait before it replies; the command timeout comes on top.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AskAsync(CommandBuffer commands, TimeSpan block)
    {
        var current = Current();
        stallWatch.Change(block + connector.Options.CommandTimeout, Timeout.InfiniteTimeSpan);
        await current.SendAsync(commands.Written).ConfigureAwait(false);
        await current.ReadFrameAsync().ConfigureAwait(false);
        stallWatch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for the next reply of several.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask NextAsync()
    {
        stallWatch.Change(connector.Options.CommandTimeout, Timeout.InfiniteTimeSpan);
        await Current().ReadFrameAsync().ConfigureAwait(false);
        stallWatch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gives the connection up, after a loss.</summary>
    public void Drop(string reason)
    {
        if (Interlocked.Exchange(ref connection, null) is { } lost)
        {
            lost.Close(reason);
            connector.Logger.ConnectionLost(connector.Endpoint, use, reason);
        }
    }

    /// <summary>Closes the connection, from any thread; whoever waits on it is told.</summary>
    public void Close()
    {
        stallWatch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Interlocked.Exchange(ref connection, null)?.Close("the reader was stopped");
    }

    public void Dispose()
    {
        Close();
        stallWatch.Dispose();
    }

    private RespConnection Current() => connection ?? throw new Streams.StoreUnavailableException("the connection was closed");

    private void CloseIfStalled()
    {
        // A reply that has arrived, and that a busy pod has not come to yet, is no stall. The reader notices, and drops it.
        if (connection is { HasArrivals: false } stalled)
        {
            stalled.Close("no reply to a read in time");
        }
    }
}
