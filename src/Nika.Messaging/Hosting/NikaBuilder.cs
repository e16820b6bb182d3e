using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Hosting;

/// <summary>The builder: writes down what it is told. Clients are services, and so the container's, where there is one.</summary>
internal sealed class NikaBuilder(NikaSetup setup, IServiceCollection? services = null) : INikaBuilder
{
    public INikaBuilder Configure(Action<NikaOptions> configure)
    {
        setup.Configure.Add(configure);
        return this;
    }

    public INikaBuilder UseStore(Func<IServiceProvider, IStore> create)
    {
        setup.Store = create;
        return this;
    }

    public INikaBuilder UseMemory(Func<IServiceProvider, IMemory> create)
    {
        setup.Memory = create;
        return this;
    }

    public INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
        where THandler : class, IMessageHandler<THandler>
    {
        setup.Handlers.Add(new HandlerRegistration.Of<THandler>(create));
        return this;
    }

    public INikaBuilder AddStep<TInput, TOutput>(PipelineStep<TInput, TOutput> step, Func<TInput, StepContext, CancellationToken, ValueTask<TOutput>> work, int concurrency = 1)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        setup.Steps.Add(new StepRegistration.Of<TInput, TOutput>(step, work, concurrency));
        return this;
    }

    public INikaBuilder AddClient<TClient>()
        where TClient : class, INikaClient<TClient>
    {
        services?.TryAddSingleton(static provider => TClient.Create(provider.GetRequiredService<INika>()));
        setup.Clients.Add((typeof(TClient), TClient.Create));
        return this;
    }

    public INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create)
    {
        setup.Filters.Add(create);
        return this;
    }
}
