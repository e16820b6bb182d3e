using Nika.Messaging.Asking;

namespace Nika.Messaging;

/// <content>What a pod's users see of requests and replies.</content>
public sealed partial class NikaPod
{
    /// <inheritdoc/>
    public AskCounters Asks { get; } = new();

    internal Conversations Conversations { get; }

    /// <inheritdoc/>
    public ValueTask<Reply<TReply>> AskAsync<TRequest, TReply>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IRequest<TReply>
        where TReply : IStreamMessage<TReply> => Conversations.Asker.AskAsync<TRequest, TReply>(request, timeout, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<TPart> AskStreamAsync<TRequest, TPart>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IStreamRequest<TPart>
        where TPart : IStreamMessage<TPart> => Conversations.Asker.AskStreamAsync<TRequest, TPart>(request, timeout, cancellationToken);
}
