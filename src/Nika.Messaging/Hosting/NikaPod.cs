using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Asking;
using Nika.Messaging.Consuming;
using Nika.Messaging.Hosting;
using Nika.Messaging.Journal;
using Nika.Messaging.Memory;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging;

/// <summary>A pod: <see cref="INika"/> put together, started and stopped as one. With a host, <c>AddNika</c> does all of this.</summary>
public sealed partial class NikaPod : INika, IAsyncDisposable
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(5);

    private readonly NikaOptions options;
    private readonly PodIdentity identity;
    private readonly IStore store;
    private readonly IMemory memory;
    private readonly JournalWriter? journal;
    private readonly LocalLog localLog;
    private readonly MemoryQueue? memoryQueue;
    private readonly ImmutableArray<MessageDescriptor> handledMessages;
    private readonly Publisher publisher;
    private readonly Func<ConsumerHost> createConsumers;
    private readonly StepHost? steps;
    private readonly List<WriteLane> lanes = [];
    private readonly TimeProvider timeProvider;
    private readonly ILoggerFactory loggerFactory;
    private readonly ILogger logger;
    private readonly WriteOutcomes outcomes;
    private readonly Backlog backlog;
    private readonly Replayer? replayer;
    private readonly IpcMetrics metrics;
    private readonly Heartbeat heartbeat;
    private readonly PodAlpha alpha;
    private readonly PodMeter meter;
    private readonly Lock stopSync = new();
    private ConsumerHost? consumers;
    private Task? stopping;
    private int stage;

    private readonly bool saysSession;

    private NikaPod(NikaOptions options, NikaSetup setup, IServiceProvider services)
    {
        saysSession = options.SessionMessages ?? setup.IsHosted;
        this.options = options;
        timeProvider = services.GetService<TimeProvider>() ?? TimeProvider.System;
        loggerFactory = services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        logger = loggerFactory.CreateLogger("Nika.Messaging");
        identity = new PodIdentity(
            new PodName(options.Pod ?? DefaultPodName()),
            new SessionId(options.Session ?? Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString()),
            options.Role is null ? null : new RoleName(options.Role));
        store = setup.Store!(services);
        memory = setup.Memory?.Invoke(services) ?? new NoMemory();
        journal = options.Journal ? new JournalWriter(new JournalOptions { Directory = options.Directory }, timeProvider, loggerFactory.CreateLogger<JournalWriter>()) : null;
        localLog = new LocalLog(new LocalLogOptions { Directory = options.Directory, MaxFileBytes = options.LocalLogBytes }, identity.Pod, timeProvider, loggerFactory.CreateLogger<LocalLog>(), Account.CountLostFromLog);
        memoryQueue = setup.Memory is null ? null : CreateMemoryQueue();
        backlog = new Backlog(localLog, timeProvider, options.Outage == OutagePolicy.Replay);
        meter = new PodMeter(identity.Pod.Value, Account, Consumed, Asks, () => Gates, memoryQueue);
        handledMessages = [.. setup.Handlers.SelectMany(static handler => handler.Descriptor.Messages)];
        metrics = new IpcMetrics(store, Consumed, timeProvider);
        var activity = new PodActivity();
        heartbeat = new Heartbeat(store, identity, activity, timeProvider);
        outcomes = new WriteOutcomes(Account, backlog, journal, memoryQueue, metrics, logger);
        publisher = new Publisher(store, new MessageEncoder(identity, timeProvider), outcomes, backlog, Account, metrics);
        Tools = new Tools(publisher, heartbeat, new ToolTally(store), metrics, activity, timeProvider, loggerFactory.CreateLogger<Tools>());
        Contracts = new ContractRuntime(store, publisher, identity.Pod, options.Contracts, timeProvider, logger);
        replayer = options.Outage == OutagePolicy.Replay ? new Replayer(localLog, backlog, store, outcomes, Account, timeProvider, logger) : null;
        steps = setup.Steps.Count == 0 ? null : new StepHost(setup.Steps, this, services, options.Consumer.StopTimeout);
        Conversations = new Conversations(store, publisher, Asks, options.Asking, timeProvider, logger);
        Entities = new Entities(this, Account);
        createConsumers = () => new ConsumerHost(
            setup.Handlers,
            identity.Pod.Value,
            CreateEnvironment(new(services, [.. setup.Filters.Select(create => create(services))], Conversations.Replier, activity), options.Consumer));
        alpha = new PodAlpha(this, options, store, () => CreateEnvironment(new(services, [], Conversations.Replier, activity), options.Consumer.Impatient()));
    }

    /// <inheritdoc/>
    public PodName Pod => identity.Pod;

    /// <inheritdoc/>
    public SessionId Session => identity.Session;

    /// <inheritdoc/>
    public Entities Entities { get; }

    /// <inheritdoc/>
    public Tools Tools { get; }

    /// <inheritdoc/>
    public Account Account { get; } = new();

    /// <inheritdoc/>
    public ConsumerCounters Consumed { get; } = new();

    /// <inheritdoc/>
    public IMemory Memory => memory;

    /// <summary>What an Alpha needs; from DI as <see cref="IAlpha"/>.</summary>
    public IAlpha Alpha => alpha;

    /// <inheritdoc/>
    public ContractRuntime Contracts { get; }

    /// <summary>The store itself, for tools that look at streams and groups.</summary>
    public IStore Store => store;

    /// <summary>The gates of the pod's servers, then of its local log, journal and memory: whether each is used, and why not.</summary>
    public IReadOnlyList<Gate> Gates =>
    [
        .. lanes.Select(lane => lane.Gate),
        localLog.Gate,
        .. journal is null ? [] : (ReadOnlySpan<Gate>)[journal.Gate],
        .. memoryQueue is null ? [] : (ReadOnlySpan<Gate>)[memoryQueue.Gate],
    ];

    /// <summary>Whether messages of an outage are still to be sent; until then new ones of the same streams queue behind them.</summary>
    internal bool IsReplaying => !backlog.IsEmpty;

    /// <summary>Whether it has started and was not stopped.</summary>
    internal bool IsRunning => Volatile.Read(ref stage) == 1 && consumers is not null;

    internal ConsumerHost Consumers => consumers ?? throw new InvalidOperationException("Start the pod before following streams.");

    private string BusDirectory => Path.Combine(options.Directory, "_bus");

    /// <summary>Begins to put a pod together without a DI container.</summary>
    public static NikaPodBuilder CreateBuilder() => new();

    /// <summary>Starts the pod: store, journal, memory, consumers. An absent server does not stop it from starting, unless <see cref="NikaOptions.RequireAtStart"/> is set.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="InvalidOperationException">It was started before; or <see cref="NikaOptions.RequireAtStart"/> is set and something it needs cannot be used: the message says what and why. The pod is stopped then.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.CompareExchange(ref stage, 1, 0) != 0)
        {
            throw new InvalidOperationException("This pod was started before. Build a new one to start again.");
        }

        if (replayer is not null)
        {
            await replayer.OpenAsync(cancellationToken).ConfigureAwait(false);
        }

        await store.StartAsync(new StoreHost(timeProvider, loggerFactory, identity.Pod, CreateLane), cancellationToken).ConfigureAwait(false);
        if (options.RequireAtStart && string.Join("; ", Gates.Where(static gate => !gate.IsOpen)) is { Length: > 0 } closed)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw new InvalidOperationException($"{NikaOptions.Section}:{nameof(NikaOptions.RequireAtStart)} is set and the pod cannot start: {closed}.");
        }

        publisher.Open();
        replayer?.Start();
        metrics.Start(options.MetricsInterval);
        heartbeat.Start(options.HeartbeatInterval);
        consumers = createConsumers();
        await consumers.StartAsync(cancellationToken).ConfigureAwait(false);
        BeginSession(consumers);
        steps?.Start();
        logger.Started(identity.Pod.Value, identity.Session.Value, store.Description, memory.Description, journal is null ? "off" : BusDirectory, localLog.FilePath, Describe(consumers));
    }

    /// <summary>Stops the pod: no more reading, running handlers finish, what was published is answered or goes to the local log.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        // Whoever comes second, a disposer beside a host, waits for the same end.
        lock (stopSync)
        {
            return new(stopping ??= StopOnceAsync(cancellationToken));
        }
    }

    /// <summary>Stops the pod if it runs, and closes its memory. A pod that never ran cannot be started afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        // Also of a pod that was never started: what was published all the same waits for its local log.
        await StopAsync().ConfigureAwait(false);
        await memory.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public PublishResult Publish<T>(in T message)
        where T : IStreamMessage<T> => publisher.Publish(in message);

    /// <inheritdoc/>
    public ValueTask<PublishResult> PublishAsync<T>(in T message, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T> => publisher.PublishAsync(in message, cancellationToken);

    /// <inheritdoc/>
    public PublishResult Set<T>(in T message)
        where T : IHashMessage<T> => publisher.Set(in message);

    /// <inheritdoc/>
    public ValueTask<PublishResult> SetAsync<T>(in T message, CancellationToken cancellationToken = default)
        where T : IHashMessage<T> => publisher.SetAsync(in message, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<HashResult<T>> GetAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IHashMessage<T>
    {
        try
        {
            if (await store.ReadHashAsync(key.Value, cancellationToken).ConfigureAwait(false) is not { } fields)
            {
                return new(HashStatus.Absent, default, null);
            }

            if (fields.TryGet(WireFields.Type, out var type) && !type.SequenceEqual(T.Descriptor.NameUtf8))
            {
                return new(HashStatus.Malformed, default, $"{key} holds another type than {T.Descriptor.Name}");
            }

            return T.TryReadFields(fields, out var message, out string? error)
                ? new(HashStatus.Found, message, null)
                : new(HashStatus.Malformed, default, error);
        }
        catch (StoreUnavailableException exception)
        {
            return new(HashStatus.Degraded, default, exception.Message);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Received<T>> SubscribeAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T> => Subscription.ReadAsync<T>(store, key.Value, logger, cancellationToken);

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        _ = Interlocked.Exchange(ref stage, 2);
        await alpha.StopAsync().ConfigureAwait(false);
        if (consumers is not null)
        {
            await consumers.StopAsync().ConfigureAwait(false);
            await consumers.DisposeAsync().ConfigureAwait(false);
        }

        if (steps is not null)
        {
            await steps.DisposeAsync().ConfigureAwait(false);
        }

        await Conversations.DisposeAsync().ConfigureAwait(false);
        EndSession();
        publisher.Close();
        await Tools.StopAsync().ConfigureAwait(false);
        await heartbeat.DisposeAsync().ConfigureAwait(false);
        await DrainAsync(cancellationToken).ConfigureAwait(false);

        // Only now that nothing is unanswered are the last counts sure to be written.
        Tools.Flush();
        metrics.Write()?.Wake();
        await metrics.DisposeAsync().ConfigureAwait(false);
        await DrainAsync(cancellationToken).ConfigureAwait(false);
        if (replayer is not null)
        {
            await replayer.DisposeAsync().ConfigureAwait(false);
        }

        lanes.ForEach(lane => lane.Gate.Quieten());
        await store.DisposeAsync().ConfigureAwait(false);
        foreach (var lane in lanes)
        {
            lane.Down("the pod stops");
            lane.Dispose();
        }

        await CloseFilesAsync().ConfigureAwait(false);
        meter.Dispose();
        logger.Stopped(identity.Pod.Value, Account.Published, Account.Delivered, Account.Logged, Account.Dropped, Consumed.Handled);
    }

    internal static NikaPod Create(NikaOptions options, NikaSetup setup, IServiceProvider services)
    {
        foreach (var configure in setup.Configure)
        {
            configure(options);
        }

        var faults = options.Validate();
        if (setup.Store is null)
        {
            faults = [.. faults, "This pod has neither an endpoint nor UseEmbedded(): call UseRedis(\"host:port\") to join a swarm, or UseEmbedded() to run within this process alone."];
        }

        return faults.Count == 0 ? new NikaPod(options, setup, services) : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    private static string DefaultPodName()
    {
        string machine = string.Concat(Environment.MachineName.Where(char.IsAsciiLetterOrDigit).Take(32));
        string random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
        return string.Create(CultureInfo.InvariantCulture, $"{(machine.Length == 0 ? "pod" : machine)}-{Environment.ProcessId}-{random}");
    }

    private static string Describe(ConsumerHost consumers)
    {
        var lines = consumers.Groups
            .SelectMany(group => group.Handlers.Select(handler => Describe(handler, group.Group)))
            .Concat(consumers.Followers?.Handlers.Select(handler => Describe(handler, "follows")) ?? []);
        string all = string.Join("; ", lines);
        return all.Length == 0 ? "none" : all;

        static string Describe(HandlerRegistration handler, string group) =>
            $"{handler.Descriptor.HandlerType.Name} [{group}] {string.Join(", ", handler.Descriptor.Messages.Select(message => $"{message.Name} on {message.KeyTemplate}"))}";
    }

    private WriteLane CreateLane(string name, Action wake)
    {
        var laneOptions = new LaneOptions
        {
            ReplyDeadline = options.ReplyDeadline,
            RetentionBytes = options.RetentionBytes,
            RetentionWrites = options.RetentionMessages,
        };
        var lane = new WriteLane(name, wake, outcomes, laneOptions, timeProvider, logger);
        lane.WentUp = replayer is null ? null : replayer.Wake;
        lanes.Add(lane);
        return lane;
    }

    private async ValueTask CloseFilesAsync()
    {
        if (journal is not null)
        {
            await journal.DisposeAsync().ConfigureAwait(false);
        }

        if (memoryQueue is not null)
        {
            await memoryQueue.DisposeAsync().ConfigureAwait(false);
        }

        await localLog.DisposeAsync().ConfigureAwait(false);
    }

    // Replies come within the deadline, or the lane goes down and holds nothing.
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        long started = timeProvider.GetTimestamp();
        while (lanes.Exists(lane => lane.Held > 0) && timeProvider.GetElapsedTime(started) < options.ReplyDeadline * 2)
        {
            await Task.Delay(DrainPoll, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
