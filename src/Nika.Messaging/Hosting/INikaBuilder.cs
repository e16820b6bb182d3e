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

    /// <summary>Says where significant events are remembered. Usually called through <c>UseSqliteMemory</c>. Without it they are not.</summary>
    /// <param name="create">Makes the memory.</param>
    INikaBuilder UseMemory(Func<IServiceProvider, IMemory> create);

    /// <summary>Adds a handler. Generated code calls this, from the one registration method of each assembly.</summary>
    /// <typeparam name="THandler">The handler type.</typeparam>
    /// <param name="create">Makes an instance for each message, from the message's service scope. A handler registered in DI is taken from there instead.</param>
    INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
        where THandler : class, IMessageHandler<THandler>;

    /// <summary>Adds a filter around every handler.</summary>
    /// <param name="create">Makes the filter, once.</param>
    INikaBuilder AddFilter(Func<IServiceProvider, IHandlerFilter> create);
}
