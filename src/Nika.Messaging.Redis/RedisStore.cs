using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Nika.Messaging.Redis.Commands;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Reading;
using Nika.Messaging.Redis.Writing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis;

/// <summary>
/// Streams and hashes on one Redis server, 7.0 or newer, over connections of its own: one for writes, one for commands, and one for
/// each reader, since a blocking read holds its connection.
/// </summary>
public sealed partial class RedisStore : IStore
{
    private readonly RedisOptions options;
    private readonly Random random;
    private Running? running;
    private bool isDisposed;

    /// <summary>Creates the store; <see cref="StartAsync"/> connects it.</summary>
    /// <param name="options">Where Redis is.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    public RedisStore(RedisOptions options)
        : this(options, new Random())
    {
    }

    /// <summary>Creates the store with a source of jitter.</summary>
    internal RedisStore(RedisOptions options, Random random)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problem() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        this.options = options;
        this.random = random;
    }

    /// <inheritdoc/>
    public string Description => "redis " + options.Endpoint;

    private Running Started => running ?? throw new InvalidOperationException("The store is not started.");

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async ValueTask StartAsync(StoreHost host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (running is not null)
        {
            throw new InvalidOperationException("The store was started before.");
        }

        var reconnects = new Reconnects(host.TimeProvider, random);
        var connector = new Connector(options, host.Pod.Value, host.TimeProvider, host.LoggerFactory.CreateLogger("Nika.Messaging.Redis"), reconnects);
        var connection = new CommandConnection(connector);
        var commands = new StoreCommands(connection);
        running = new(connector, connection, commands, new GroupCommands(connection), new ContractCommands(connection), new ReaderWaker(commands, connector), new RedisWriter(connector, host));
        await Task.WhenAll(connection.StartAsync(), running.Writer.StartAsync()).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public WriteLane LaneFor(ReadOnlySpan<byte> key) => Started.Writer.Lane;

    /// <inheritdoc/>
    public async ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        await Started.Commands.AppendAsync(key, fields, timeToLive, null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, int maxLength, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        return await Started.Commands.AppendAsync(key, fields, timeToLive, maxLength, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IGroupReader OpenGroup(string group, string consumer) =>
        new RedisGroupReader(Started.Connector, Started.Waker, group, consumer);

    /// <inheritdoc/>
    public ITailReader OpenTail() => new RedisTailReader(Started.Connector, Started.Waker);

    /// <inheritdoc/>
    public ValueTask<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken) =>
        Started.Commands.AcknowledgeAsync(key, group, ids, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(string key, string group, string consumer, TimeSpan minIdle, StreamId cursor, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await Started.Commands.ClaimAsync(key, group, consumer, minIdle, cursor, count, into, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken) =>
        await Started.Commands.RenewAsync(key, group, consumer, ids, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<GroupPosition?> PositionAsync(string key, string group, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await Started.Commands.PositionAsync(key, group, count, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RangeAsync(string key, StreamId from, StreamId to, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        await Started.Commands.RangeAsync(key, from, to, count, into, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<StreamId> LastIdAsync(string key, CancellationToken cancellationToken) =>
        await Started.Commands.LastIdAsync(key, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<HashFields?> ReadHashAsync(string key, CancellationToken cancellationToken) =>
        await Started.Commands.ReadHashAsync(key, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ContractReply> ContractAsync(ContractCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return await Started.Contracts.ExecuteAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<TimeSpan?> TimeToLiveAsync(string key, CancellationToken cancellationToken) =>
        await Started.Commands.TimeToLiveAsync(key, cancellationToken).ConfigureAwait(false);

    /// <summary>Closes the connections; readers are disposed by whoever opened them. Writes without a reply fail as unknown.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            if (running is not null)
            {
                await running.Writer.DisposeAsync().ConfigureAwait(false);
                await running.Connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private sealed record Running(Connector Connector, CommandConnection Connection, StoreCommands Commands, GroupCommands Groups, ContractCommands Contracts, ReaderWaker Waker, RedisWriter Writer);
}
