using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Asking;

/// <summary>Publishes what a handler made of a request. It is stored, or in the local log, before the request is acked.</summary>
internal sealed class Replier(Publisher publisher, RunningRequests running, ILogger logger)
{
    private const int MaxErrorLength = 1000;

    public async ValueTask ReplyAsync<TReply>(RequestOrigin request, ValueTask<TReply> handling)
        where TReply : IStreamMessage<TReply>
    {
        var reply = await handling.ConfigureAwait(false);
        Check(request, await publisher.PublishAsync(in reply, new AskFields { ReplyTo = request }, CancellationToken.None).ConfigureAwait(false));
    }

    /// <summary>Sends the parts as they are made, then the end mark.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="isAwaited">Whether an asker says how far it has come.</param>
    /// <param name="onPart">Called after each part.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public async ValueTask ReplyAsync<TPart>(RequestOrigin request, IAsyncEnumerable<TPart> parts, bool isAwaited, Action onPart, CancellationToken cancellationToken)
        where TPart : IStreamMessage<TPart>
    {
        var window = running.OpenWindow(request.Id);
        try
        {
            long number = 0;
            await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                number++;
                if (isAwaited)
                {
                    await window.WaitAsync(number, cancellationToken).ConfigureAwait(false);
                }

                // Not waited for: parts are stored in the order in which they are sent, and the end mark after them.
                Check(request, publisher.Publish(in part, new AskFields { ReplyTo = request, Part = number }));
                onPart();
            }

            if (request.Job is { } job)
            {
                var end = new PartsEnded(job, number);
                Check(request, await publisher.PublishAsync(in end, new AskFields { ReplyTo = request, Part = number + 1 }, CancellationToken.None).ConfigureAwait(false));
            }
        }
        finally
        {
            running.CloseWindow(request.Id);
        }
    }

    private void Check(RequestOrigin request, in PublishResult published)
    {
        switch (published.Status)
        {
            case PublishStatus.Refused:
                logger.ReplyRefused(request.Id, request.Key, published.Reason!);
                throw new RequestException(RequestErrorCodes.ReplyRefused, published.Reason!);
            case PublishStatus.Dropped:
                throw new InvalidOperationException($"The reply to {request.Id} was lost: {published.Reason}.");
        }
    }

    /// <summary>Says that there is no result.</summary>
    public async ValueTask FailAsync(RequestOrigin request, string code, string message, bool isRetriable)
    {
        if (request.Job is { } job)
        {
            var failed = new RequestFailed(job, code, message.Length <= MaxErrorLength ? message : message[..MaxErrorLength], isRetriable);
            _ = await publisher.PublishAsync(in failed, new AskFields { ReplyTo = request }, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
