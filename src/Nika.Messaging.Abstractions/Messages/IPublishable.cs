namespace Nika.Messaging;


/// <summary>The publish stub of every stream message: for lists of messages of many types.</summary>
public interface IPublishable
{
    /// <summary>Publishes this message. Never throws and never waits.</summary>
    /// <param name="publisher">The pod's publisher.</param>
    PublishResult PublishTo(IPublisher publisher);

    /// <summary>Publishes this message and waits for the store's answer, at most the reply deadline.</summary>
    /// <param name="publisher">The pod's publisher.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may still be delivered.</param>
    ValueTask<PublishResult> PublishToAsync(IPublisher publisher, CancellationToken cancellationToken = default);
}
