namespace Nika.Messaging;

/// <summary>Asking, with the types found by the compiler.</summary>
public static class AskerExtensions
{
    /// <summary>Publishes a request and waits for its reply. An outage is a result, not an exception.</summary>
    /// <typeparam name="TReply">The reply's type, which the request names.</typeparam>
    /// <param name="asker">The pod.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, whose handler's token is cancelled.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static ValueTask<Reply<TReply>> AskAsync<TReply>(this IAsker asker, IRequest<TReply> request, CancellationToken cancellationToken = default)
        where TReply : IStreamMessage<TReply>
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.AskThrough(asker, null, cancellationToken);
    }

    /// <summary>Publishes a request and waits for its reply, so long. An outage is a result, not an exception.</summary>
    /// <typeparam name="TReply">The reply's type, which the request names.</typeparam>
    /// <param name="asker">The pod.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait, 1 ms to 24 h.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, whose handler's token is cancelled.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    public static ValueTask<Reply<TReply>> AskAsync<TReply>(this IAsker asker, IRequest<TReply> request, TimeSpan timeout, CancellationToken cancellationToken = default)
        where TReply : IStreamMessage<TReply>
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.AskThrough(asker, timeout, cancellationToken);
    }

    /// <summary>Publishes a request and yields the parts of its reply, in their order. The worker is never more than 64 parts ahead.</summary>
    /// <typeparam name="TPart">The parts' type, which the request names.</typeparam>
    /// <param name="asker">The pod.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, as leaving the loop does: its enumeration ends.</param>
    /// <exception cref="IncompleteReplyException">While enumerating: the reply ended before its end mark.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller gave up.</exception>
    public static IAsyncEnumerable<TPart> AskStreamAsync<TPart>(this IAsker asker, IStreamRequest<TPart> request, CancellationToken cancellationToken = default)
        where TPart : IStreamMessage<TPart>
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.AskStreamThrough(asker, null, cancellationToken);
    }

    /// <summary>Publishes a request and yields the parts of its reply, in their order, waiting so long for each. The worker is never more than 64 parts ahead.</summary>
    /// <typeparam name="TPart">The parts' type, which the request names.</typeparam>
    /// <param name="asker">The pod.</param>
    /// <param name="request">The request.</param>
    /// <param name="timeout">How long to wait for each part, 1 ms to 24 h.</param>
    /// <param name="cancellationToken">Gives up, and tells the worker, as leaving the loop does: its enumeration ends.</param>
    /// <exception cref="IncompleteReplyException">While enumerating: the reply ended before its end mark.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller gave up.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    public static IAsyncEnumerable<TPart> AskStreamAsync<TPart>(this IAsker asker, IStreamRequest<TPart> request, TimeSpan timeout, CancellationToken cancellationToken = default)
        where TPart : IStreamMessage<TPart>
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.AskStreamThrough(asker, timeout, cancellationToken);
    }
}
