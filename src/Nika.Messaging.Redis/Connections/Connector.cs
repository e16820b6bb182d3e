using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Connections;

/// <summary>Makes connections that are ready for use: connected, greeted, named, and answering.</summary>
internal sealed class Connector(RedisOptions options, string pod, TimeProvider timeProvider, ILogger logger, Reconnects reconnects)
{
    private readonly RedisEndpoint endpoint = RedisEndpoint.TryParse(options.Endpoint, out var parsed)
        ? parsed
        : throw new ArgumentException("No endpoint.", nameof(options));

    // What each use failed of last, until it works again.
    private readonly Dictionary<string, string> faults = new(StringComparer.Ordinal);

    public RedisOptions Options => options;

    public string Endpoint => endpoint.ToString();

    public TimeProvider TimeProvider => timeProvider;

    public ILogger Logger => logger;

    public Reconnects Reconnects => reconnects;

    /// <summary>Connects once.</summary>
    /// <param name="use">What for, part of the connection's name: <c>nika-{pod}-{use}</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The server is away, too slow, or refuses us (which is logged as what it is).</exception>
    public async Task<RespConnection> ConnectAsync(string use, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var target = endpoint.ToEndPoint();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = new RespConnection(socket, options.MaxReplyBytes);
        try
        {
            await socket.ConnectAsync(target, either.Token).ConfigureAwait(false);
            using var _ = either.Token.UnsafeRegister(static self => ((RespConnection)self!).Dispose(), connection);
            connection.Facts = await Handshake.RunAsync(connection, options, $"nika-{pod}-{use}", timeProvider).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            connection.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (e is ConfigurationFaultException)
            {
                Fault(use, e.Message);
                throw new StoreUnavailableException(e.Message, e);
            }

            if (timeout.IsCancellationRequested)
            {
                throw new StoreUnavailableException($"no answer within {options.ConnectTimeout.TotalSeconds:0.###} s while connecting", e);
            }

            throw e is SocketException error ? new StoreUnavailableException($"connecting failed: {error.SocketErrorCode}", e)
                : RespConnection.IsLoss(e) ? connection.Lost(e)
                : e;
        }

        FaultPassed(use);
        logger.Connected(Endpoint, use, connection.Facts.Version, connection.Facts.Protocol);
        reconnects.Announce();
        return connection;
    }

    /// <summary>Says a configuration fault, loudly, and once: the connections of a pod all fail of the same.</summary>
    public void Fault(string use, string reason)
    {
        bool isSaid;
        lock (faults)
        {
            isSaid = faults.ContainsValue(reason);
            faults[use] = reason;
        }

        if (!isSaid)
        {
            logger.ConfigurationFault(Endpoint, use, reason);
        }
    }

    /// <summary>Takes note that a use works: should the fault come back, it is said again.</summary>
    public void FaultPassed(string use)
    {
        lock (faults)
        {
            _ = faults.Remove(use);
        }
    }
}
