using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Puts a pod together: store, memory, handlers. Made by <c>services.AddNika(…)</c>, or by <see cref="NikaPod.CreateBuilder"/> without DI.</summary>
public interface INikaBuilder
{
    /// <summary>Changes the pod's options, after configuration was read.</summary>
    /// <param name="configure">The change.</param>
    INikaBuilder Configure(Action<NikaOptions> configure);

    /// <summary>Says where messages live. A pod needs exactly one store; the last one said holds. Usually called through <c>UseEmbedded</c> or <c>UseRedis</c>.</summary>
    /// <param name="create">Makes the store.</param>
    INikaBuilder UseStore(Func<IServiceProvider, IStore> create);

    /// <summary>Says where significant events are remembered. Usually called through <c>UseSqliteMemory</c> or <c>UseQdrant</c>. Without it they are not.</summary>
    /// <param name="create">Makes the memory.</param>
    INikaBuilder UseMemory(Func<IServiceProvider, IMemory> create);

    /// <summary>Adds a handler. Generated code calls this, from the one registration method of each assembly.</summary>
    /// <typeparam name="THandler">The handler type.</typeparam>
    /// <param name="create">Makes an instance for each message, from the message's service scope. A handler registered in DI is taken from there instead.</param>
    INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
        where THandler : class, IMessageHandler<THandler>;

    /// <summary>
    /// Has the pod do a step of a contract: whenever one is ready, of whichever job, it is claimed, done, and completed; an exception is a failed attempt. Several pods
    /// may do the same step: each is done once, and what a dead pod left is taken over.
    /// </summary>
    /// <typeparam name="TInput">What the step works on.</typeparam>
    /// <typeparam name="TOutput">What it makes.</typeparam>
    /// <param name="step">The step, from its contract's class.</param>
    /// <param name="work">Does it. The token is cancelled at the step's time limit, when another pod has taken over, and when the pod stops.</param>
    /// <param name="concurrency">How many of them the pod does at once, at least 1. Default 1.</param>
    INikaBuilder AddStep<TInput, TOutput>(PipelineStep<TInput, TOutput> step, Func<TInput, StepContext, CancellationToken, ValueTask<TOutput>> work, int concurrency = 1);

    /// <summary>
    /// Adds a client, to be injected as a service. Generated code calls this, from the one registration method of each assembly. With a host, one that the services hold
    /// already stays, such as a test's own.
    /// </summary>
    /// <typeparam name="TClient">The client's interface.</typeparam>
    INikaBuilder AddClient<TClient>()
        where TClient : class, INikaClient<TClient>;

    /// <summary>Adds a filter around every handler.</summary>
    /// <param name="create">Makes the filter, once.</param>
    INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create);
}
