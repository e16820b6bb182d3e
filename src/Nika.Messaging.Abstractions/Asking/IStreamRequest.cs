namespace Nika.Messaging;

/// <summary>
/// A request that is replied to in parts: declare it on a message of kind <see cref="SignalKind.Request"/>, and the generator implements it. Of all pods of
/// a role one takes the request, through the group <c>role:{role}</c>, and its handler returns the parts as it makes them.
/// </summary>
/// <typeparam name="TPart">A part: a message of kind <see cref="SignalKind.Result"/> on the request's stream.</typeparam>
public interface IStreamRequest<TPart>
    where TPart : IStreamMessage<TPart>
{
    /// <summary>Asks with the request's own type. Generated for messages, and refused for everything else; call one of <see cref="AskerExtensions"/>.</summary>
    /// <param name="asker">The pod.</param>
    /// <param name="timeout">How long to wait for each part; null: the pod's own.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker.</param>
    IAsyncEnumerable<TPart> AskStreamThrough(IAsker asker, TimeSpan? timeout, CancellationToken cancellationToken) =>
        throw new IncompleteReplyException(ReplyStatus.Refused, null, $"{GetType().Name} is no [Message] of kind Request", 0);
}
