using Microsoft.Extensions.DependencyInjection;

namespace Nika.Messaging.Consuming;

/// <summary>A handler type of the pod, with its type parameter closed over: the engine calls it without knowing the type.</summary>
internal abstract class HandlerRegistration(HandlerDescriptor descriptor)
{
    public HandlerDescriptor Descriptor { get; } = descriptor;

    /// <summary>Whether it takes every type of message on its streams, and not only those that its descriptor names.</summary>
    public virtual bool TakesAny => false;

    /// <summary>Gets an instance from the message's scope, and calls it.</summary>
    public abstract DispatchOutcome Dispatch(IServiceProvider services, ref Delivery delivery, MessageContext context, CancellationToken cancellationToken, out ValueTask handling);

    internal sealed class Of<THandler>(Func<IServiceProvider, THandler> create) : HandlerRegistration(THandler.HandlerDescriptor)
        where THandler : class, IMessageHandler<THandler>
    {
        public override DispatchOutcome Dispatch(IServiceProvider services, ref Delivery delivery, MessageContext context, CancellationToken cancellationToken, out ValueTask handling)
        {
            if (services.GetService<THandler>() is { } registered)
            {
                return THandler.Dispatch(registered, ref delivery, context, cancellationToken, out handling);
            }

            var handler = create(services);
            var outcome = THandler.Dispatch(handler, ref delivery, context, cancellationToken, out var call);
            handling = handler is IAsyncDisposable or IDisposable ? DisposeAfterAsync(handler, call) : call;
            return outcome;
        }

        private static async ValueTask DisposeAfterAsync(THandler handler, ValueTask handling)
        {
            try
            {
                await handling.ConfigureAwait(false);
            }
            finally
            {
                if (handler is IAsyncDisposable asyncDisposable)
                {
                    await asyncDisposable.DisposeAsync().ConfigureAwait(false);
                }
                else
                {
                    ((IDisposable)handler).Dispose();
                }
            }
        }
    }
}
