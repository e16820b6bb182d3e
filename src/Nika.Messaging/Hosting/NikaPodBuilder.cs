using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Nika.Messaging.Hosting;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Puts a pod together without a DI container. Handlers get <see cref="INika"/>, and what was added with <see cref="AddService{T}"/>.</summary>
public sealed class NikaPodBuilder : INikaBuilder
{
    private readonly NikaSetup setup = new();
    private readonly NikaBuilder inner;
    private readonly SimpleServices services = new();

    internal NikaPodBuilder()
    {
        inner = new NikaBuilder(setup);
        _ = AddService(TimeProvider.System).AddService<ILoggerFactory>(NullLoggerFactory.Instance);
    }

    /// <summary>Adds an object that handlers may ask for in their constructors. A <see cref="TimeProvider"/> or <see cref="ILoggerFactory"/> is used by the pod too.</summary>
    /// <typeparam name="T">The type it is asked for as.</typeparam>
    /// <param name="instance">The object; the pod does not dispose it.</param>
    public NikaPodBuilder AddService<T>(T instance)
        where T : class
    {
        services.Add(typeof(T), instance);
        return this;
    }

    /// <inheritdoc/>
    public INikaBuilder Configure(Action<NikaOptions> configure) => Chain(inner.Configure(configure));

    /// <inheritdoc/>
    public INikaBuilder UseStore(Func<IServiceProvider, IStore> create) => Chain(inner.UseStore(create));

    /// <inheritdoc/>
    public INikaBuilder UseMemory(Func<IServiceProvider, IMemory> create) => Chain(inner.UseMemory(create));

    /// <inheritdoc/>
    public INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
        where THandler : class, IMessageHandler<THandler> => Chain(inner.AddHandler(create));

    /// <inheritdoc/>
    public INikaBuilder AddStep<TInput, TOutput>(PipelineStep<TInput, TOutput> step, Func<TInput, StepContext, CancellationToken, ValueTask<TOutput>> work, int concurrency = 1) =>
        Chain(inner.AddStep(step, work, concurrency));

    /// <inheritdoc/>
    public INikaBuilder AddClient<TClient>()
        where TClient : class, INikaClient<TClient> => Chain(inner.AddClient<TClient>());

    /// <inheritdoc/>
    public INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create) => Chain(inner.AddFilter(create));

    /// <summary>Makes the pod. Start it with <see cref="NikaPod.StartAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">An option is invalid, or there is no store; the message says what to do.</exception>
    public NikaPod Build()
    {
        var pod = NikaPod.Create(new NikaOptions(), setup, services);
        services.Add(typeof(INika), pod);
        services.Add(typeof(IPublisher), pod);
        services.Add(typeof(IAsker), pod);
        services.Add(typeof(IAlpha), pod.Alpha);
        foreach (var (type, create) in setup.Clients)
        {
            services.TryAdd(type, create(pod));
        }

        return pod;
    }

    private NikaPodBuilder Chain(INikaBuilder builder)
    {
        _ = builder;
        return this;
    }

    private sealed class SimpleServices : IServiceProvider
    {
        private readonly Dictionary<Type, object> instances = [];

        public void Add(Type type, object instance) => instances[type] = instance;

        public void TryAdd(Type type, object instance) => instances.TryAdd(type, instance);

        public object? GetService(Type serviceType) => instances.GetValueOrDefault(serviceType);
    }
}
