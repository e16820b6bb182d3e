namespace Nika.Messaging;


/// <summary>What the generator emits for a <see cref="HandlerAttribute"/> type: from a wire name to a typed call. Not meant to be implemented by hand.</summary>
/// <typeparam name="TSelf">The handler type itself.</typeparam>
public interface IMessageHandler<TSelf>
    where TSelf : class, IMessageHandler<TSelf>
{
    /// <summary>The handler's group and the message types it takes.</summary>
    static abstract HandlerDescriptor HandlerDescriptor { get; }

    /// <summary>Reads the delivery as the message its type names, and calls the handler's method for it.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="delivery">The entry; holds the error when it could not be read.</param>
    /// <param name="context">What the handler is told about the message.</param>
    /// <param name="cancellationToken">Ends the handling.</param>
    /// <param name="handling">The running call, if it was started. A method that throws before its first await is a failed call here, not an exception out of this method.</param>
    static abstract DispatchOutcome Dispatch(TSelf handler, ref Delivery delivery, MessageContext context, CancellationToken cancellationToken, out ValueTask handling);
}
