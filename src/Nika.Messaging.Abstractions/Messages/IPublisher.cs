namespace Nika.Messaging;


/// <summary>Publishes stream messages, fail-open: an outage never throws and never blocks.</summary>
public interface IPublisher
{
    /// <summary>Takes the message for delivery. Never throws, never waits, touches no I/O.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="message">The message.</param>
    /// <returns><see cref="PublishStatus.Accepted"/>, <see cref="PublishStatus.Degraded"/>, <see cref="PublishStatus.Dropped"/> or <see cref="PublishStatus.Refused"/>.</returns>
    PublishResult Publish<T>(in T message)
        where T : IStreamMessage<T>;

    /// <summary>Takes the message for delivery and waits for the store's answer, at most the reply deadline (default 250 ms).</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be delivered.</param>
    /// <returns><see cref="PublishStatus.Delivered"/> once stored; otherwise as <see cref="Publish{T}(in T)"/>.</returns>
    ValueTask<PublishResult> PublishAsync<T>(in T message, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T>;
}
