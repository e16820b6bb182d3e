using System.Runtime.CompilerServices;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Asking;

/// <summary>The asking side: follow the stream, publish the request, wait; and tell the worker when nobody waits any more.</summary>
internal sealed class Asker(Publisher publisher, JobTail tail, PendingAsks pending, AskCounters counters, AskOptions options, TimeProvider timeProvider)
{
    public async ValueTask<Reply<TReply>> AskAsync<TRequest, TReply>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IRequest<TReply>
        where TReply : IStreamMessage<TReply>
    {
        var patience = PatienceOf(timeout);
        var (fault, key) = await FollowAsync(request, cancellationToken).ConfigureAwait(false);
        if (fault is { } early)
        {
            return new(early.Status, default, null, early.Reason, Guid.Empty);
        }

        var now = timeProvider.GetUtcNow();
        var deadline = now + patience;
        var ask = new PendingReply<TReply>(EnvelopeIds.Next(now));
        pending.Add(ask);
        bool isDone = false;
        try
        {
            var refusal = await PublishAsync(request, ask.Id, deadline, cancellationToken).ConfigureAwait(false);
            Reply<TReply> reply;
            if (refusal is { } late)
            {
                isDone = late.Status == ReplyStatus.Refused;
                reply = new(late.Status, default, null, late.Reason, isDone ? Guid.Empty : ask.Id);
            }
            else
            {
                var left = deadline - timeProvider.GetUtcNow();
                reply = await ask.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, timeProvider, cancellationToken).ConfigureAwait(false);
                isDone = true;
            }

            counters.Count(reply.Status);
            return reply;
        }
        catch (TimeoutException)
        {
            counters.Count(ReplyStatus.TimedOut);
            return new(ReplyStatus.TimedOut, default, null, "no reply came in time", ask.Id);
        }
        finally
        {
            Leave(ask, key, isDone);
        }
    }

    public IAsyncEnumerable<TPart> AskStreamAsync<TRequest, TPart>(TRequest request, TimeSpan? timeout, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>, IStreamRequest<TPart>
        where TPart : IStreamMessage<TPart> => ReadPartsAsync<TRequest, TPart>(request, PatienceOf(timeout), cancellationToken);

    private async IAsyncEnumerable<TPart> ReadPartsAsync<TRequest, TPart>(TRequest request, TimeSpan patience, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>
        where TPart : IStreamMessage<TPart>
    {
        var (fault, key) = await FollowAsync(request, cancellationToken).ConfigureAwait(false);
        if (fault is { } early)
        {
            throw new IncompleteReplyException(early.Status, null, early.Reason, 0);
        }

        var now = timeProvider.GetUtcNow();
        var ask = new PendingParts<TPart>(EnvelopeIds.Next(now), counters);
        pending.Add(ask);
        bool isDone = false;
        long taken = 0;
        long told = 0;
        try
        {
            if (await PublishAsync(request, ask.Id, now + patience, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                isDone = refusal.Status == ReplyStatus.Refused;
                throw new IncompleteReplyException(refusal.Status, null, refusal.Reason, 0);
            }

            while (await NextAsync(ask, patience, taken, cancellationToken).ConfigureAwait(false))
            {
                while (ask.TryRead(out var part))
                {
                    yield return part;
                    taken++;
                    if (taken - told >= PartsWindow.Size / 2)
                    {
                        told = taken;
                        Tell(key, job => publisher.Publish(new PartsTaken(job, ask.Id, taken)));
                    }
                }
            }

            isDone = true;
            var end = ask.End!.Value;
            counters.Count(end.Status);
            if (end.Status != ReplyStatus.Answered)
            {
                isDone = end.Status == ReplyStatus.Failed;
                throw new IncompleteReplyException(end.Status, end.Error, end.Reason, taken);
            }
        }
        finally
        {
            Leave(ask, key, isDone);
        }
    }

    private async ValueTask<bool> NextAsync<TPart>(PendingParts<TPart> ask, TimeSpan patience, long taken, CancellationToken cancellationToken)
        where TPart : IStreamMessage<TPart>
    {
        try
        {
            return await ask.WaitAsync(patience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            counters.Count(ReplyStatus.TimedOut);
            throw new IncompleteReplyException(ReplyStatus.TimedOut, null, "no part came in time", taken);
        }
    }

    private TimeSpan PatienceOf(TimeSpan? timeout)
    {
        var patience = timeout ?? options.Timeout;
        return AskOptions.IsTimeout(patience) ? patience : throw new ArgumentOutOfRangeException(nameof(timeout), patience, "A request waits from 1 ms to 24 h.");
    }

    /// <summary>Reads the request's stream from now on, and counts one more that waits. Call <see cref="Leave"/> after it.</summary>
    /// <returns>Why not, or the stream.</returns>
    private async ValueTask<((ReplyStatus Status, string? Reason)? Fault, string Key)> FollowAsync<TRequest>(TRequest request, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (publisher.FindKey(in request, out string key) is { } refusal)
        {
            return ((ReplyStatus.Refused, refusal), key);
        }

        if (!publisher.IsOpen)
        {
            return ((ReplyStatus.Degraded, "the pod is not running"), key);
        }

        if (!counters.TryBegin(options.MaxPending))
        {
            return ((ReplyStatus.Refused, $"{options.MaxPending:N0} requests are waiting already"), key);
        }

        bool isFollowed = false;
        try
        {
            await tail.FollowAsync(key, cancellationToken).ConfigureAwait(false);
            isFollowed = true;
            return (null, key);
        }
        catch (StoreUnavailableException exception)
        {
            return ((ReplyStatus.Degraded, exception.Message), key);
        }
        finally
        {
            if (!isFollowed)
            {
                counters.CountEnd();
            }
        }
    }

    private async ValueTask<(ReplyStatus Status, string? Reason)?> PublishAsync<TRequest>(TRequest request, Guid id, DateTimeOffset deadline, CancellationToken cancellationToken)
        where TRequest : IStreamMessage<TRequest>
    {
        var published = await publisher.PublishAsync(in request, new AskFields { Id = id, Deadline = deadline }, cancellationToken).ConfigureAwait(false);
        if (published.Status == PublishStatus.Refused)
        {
            return (ReplyStatus.Refused, published.Reason);
        }

        counters.CountAsked();
        return published.Status == PublishStatus.Delivered ? null : (ReplyStatus.Degraded, published.Reason);
    }

    // What was sent and is not done with may be begun yet, or from the local log: for nobody.
    private void Leave(PendingAsk ask, string key, bool isDone)
    {
        pending.Remove(ask);
        tail.Release(key);
        counters.CountEnd();
        if (!isDone)
        {
            Tell(key, job => publisher.Publish(new RequestCancelled(job, ask.Id)));
        }
    }

    private static void Tell(string key, Action<JobId> publish)
    {
        if (RequestOrigin.JobOf(key) is { } job)
        {
            publish(job);
        }
    }
}
