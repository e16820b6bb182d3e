namespace Nika.Messaging;

/// <summary>
/// A request that names its reply: declare it on a message of kind <see cref="SignalKind.Request"/>, and the generator implements it. Of all pods of a
/// role one takes the request, through the group <c>role:{role}</c>, and its handler returns the reply.
/// </summary>
/// <typeparam name="TReply">The reply: a message of kind <see cref="SignalKind.Result"/> on the request's stream.</typeparam>
public interface IRequest<TReply>
    where TReply : IStreamMessage<TReply>
{
    /// <summary>Asks with the request's own type. Generated for messages, and refused for everything else; call one of <see cref="AskerExtensions"/>.</summary>
    /// <param name="asker">The pod.</param>
    /// <param name="timeout">How long to wait; null: the pod's own.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker.</param>
    ValueTask<Reply<TReply>> AskThrough(IAsker asker, TimeSpan? timeout, CancellationToken cancellationToken) =>
        new(new Reply<TReply>(ReplyStatus.Refused, default, null, $"{GetType().Name} is no [Message] of kind Request", Guid.Empty));
}
