namespace Nika.Messaging;

/// <summary>Asks other pods. Most callers use <see cref="AskerExtensions"/>, where the types are found by the compiler.</summary>
public interface IAsker
{
    /// <summary>Publishes a request and waits for its reply. An outage is a result, not an exception.</summary>
    /// <typeparam name="TRequest">The request's type.</typeparam>
    /// <typeparam name="TReply">The reply's type.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait, 1 ms to 24 h; null: the pod's <c>Asking:Timeout</c>, 30 s unless configured.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, whose handler's token is cancelled.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    ValueTask<Reply<TReply>> AskAsync<TRequest, TReply>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IRequest<TReply>
        where TReply : IStreamMessage<TReply>;

    /// <summary>Publishes a request and yields the parts of its reply, in their order. The worker is never more than 64 parts ahead.</summary>
    /// <typeparam name="TRequest">The request's type.</typeparam>
    /// <typeparam name="TPart">The parts' type.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait for each part, 1 ms to 24 h; null: the pod's <c>Asking:Timeout</c>, 30 s unless configured.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, as leaving the loop does: its enumeration ends.</param>
    /// <exception cref="IncompleteReplyException">While enumerating: the reply ended before its end mark.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller gave up.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    IAsyncEnumerable<TPart> AskStreamAsync<TRequest, TPart>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IStreamRequest<TPart>
        where TPart : IStreamMessage<TPart>;
}
