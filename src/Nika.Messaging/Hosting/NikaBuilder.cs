using Nika.Messaging.Consuming;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Hosting;

/// <summary>The builder: writes down what it is told.</summary>
internal sealed class NikaBuilder(NikaSetup setup) : INikaBuilder
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

    public INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create)
    {
        setup.Filters.Add(create);
        return this;
    }
}
