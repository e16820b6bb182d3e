namespace Nika.Messaging;

/// <summary>
/// Runs around every handler of a pod, in the order of registration before it and in reverse after it. An exception from
/// <see cref="BeforeAsync"/> or <see cref="AfterAsync"/> counts as the handler's own: the message is redelivered.
/// </summary>
public interface IHandlerFilter
{
    /// <summary>Runs before the handler.</summary>
    /// <param name="context">The message.</param>
    /// <param name="cancellationToken">Ends the handling.</param>
    ValueTask BeforeAsync(MessageContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Runs after the handler succeeded, before the ack.</summary>
    /// <param name="context">The message.</param>
    /// <param name="cancellationToken">Ends the handling.</param>
    ValueTask AfterAsync(MessageContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Runs after the handler failed.</summary>
    /// <param name="context">The message.</param>
    /// <param name="exception">Why.</param>
    /// <param name="cancellationToken">Ends the handling.</param>
    ValueTask OnErrorAsync(MessageContext context, Exception exception, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
