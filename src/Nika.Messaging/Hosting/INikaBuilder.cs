namespace Nika.Messaging;

/// <summary>Puts a pod together: store, memory, handlers. Made by <c>services.AddNika(…)</c>, or by <c>NikaPod.CreateBuilder()</c> without DI.</summary>
public interface INikaBuilder
{
    /// <summary>Adds a handler. Generated code calls this, from the one registration method of each assembly.</summary>
    /// <typeparam name="THandler">The handler type.</typeparam>
    /// <param name="create">Makes an instance for each message, from the message's service scope. A handler registered in DI is taken from there instead.</param>
    INikaBuilder AddHandler<THandler>(Func<IServiceProvider, THandler> create)
        where THandler : class, IMessageHandler<THandler>;
}
