using Nika.Messaging.Asking;
using Nika.Messaging.Streams;
using Nika.Messaging.Telemetry;

namespace Nika.Messaging.Publishing;

/// <summary>The publish path: encode, pick the lane, queue. Nothing here waits, throws for an outage, or touches I/O.</summary>
internal sealed class Publisher(IStore store, MessageEncoder encoder, WriteOutcomes outcomes, Backlog backlog, Account account, IpcMetrics metrics)
{
    private const string BehindBacklog = "it waits behind others of its stream that are being replayed";
    private const string NotRunning = "the pod is not running";
    private readonly PublishCompletionPool completions = new();
    private volatile bool isOpen;

    /// <summary>The store has lanes from now on. Before, and after <see cref="Close"/>, messages go to the local log.</summary>
    public void Open() => isOpen = true;

    public void Close() => isOpen = false;

    public bool IsOpen => isOpen;

    /// <summary>The stream a message would go to.</summary>
    /// <returns>Null, or why the message is refused, which is counted.</returns>
    public string? FindKey<T>(in T message, out string key)
        where T : IStreamMessage<T>
    {
        string? refusal = encoder.FindKey(in message, out key);
        return refusal is null ? null : Refuse(refusal).Reason;
    }

    public PublishResult Publish<T>(in T message, AskFields? ask = null)
        where T : IStreamMessage<T>
    {
        string? refusal = encoder.EncodeEntry(in message, out var header, out var encoded, ask);
        return refusal is null ? Queue(in header, encoded.WrittenSpan, null) : Refuse(refusal);
    }

    public ValueTask<PublishResult> PublishAsync<T>(in T message, CancellationToken cancellationToken)
        where T : IStreamMessage<T> => PublishAsync(in message, ask: null, cancellationToken);

    /// <summary>Publishes a request or a reply, with what it says besides its message.</summary>
    public ValueTask<PublishResult> PublishAsync<T>(in T message, AskFields? ask, CancellationToken cancellationToken)
        where T : IStreamMessage<T>
    {
        string? refusal = encoder.EncodeEntry(in message, out var header, out var encoded, ask);
        return refusal is null ? QueueAsync(in header, encoded.WrittenSpan, cancellationToken) : new(Refuse(refusal));
    }

    public PublishResult Set<T>(in T message)
        where T : IHashMessage<T>
    {
        string? refusal = encoder.EncodeHash(in message, out var header, out var encoded);
        return refusal is null ? Queue(in header, encoded.WrittenSpan, null) : Refuse(refusal);
    }

    public ValueTask<PublishResult> SetAsync<T>(in T message, CancellationToken cancellationToken)
        where T : IHashMessage<T>
    {
        string? refusal = encoder.EncodeHash(in message, out var header, out var encoded);
        return refusal is null ? QueueAsync(in header, encoded.WrittenSpan, cancellationToken) : new(Refuse(refusal));
    }

    /// <summary>Replaces a hash under a key that is not its type's: an artifact that a contract names.</summary>
    public ValueTask<PublishResult> SetFieldsAsync<T>(in T message, string key, CancellationToken cancellationToken)
        where T : IHashMessage<T>
    {
        string? refusal = encoder.EncodeHash(in message, key, out var header, out var encoded);
        return refusal is null ? QueueAsync(in header, encoded.WrittenSpan, cancellationToken) : new(Refuse(refusal));
    }

    /// <summary>The same for a message that is no hash of its own: as its JSON.</summary>
    public ValueTask<PublishResult> SetDataAsync<T>(in T message, string key, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        string? refusal = encoder.EncodeData(in message, key, out var header, out var encoded);
        return refusal is null ? QueueAsync(in header, encoded.WrittenSpan, cancellationToken) : new(Refuse(refusal));
    }

    /// <summary>Queues telemetry, which is not a message: see <see cref="IOwnWrites"/>.</summary>
    /// <returns>The lane that took it, to be woken; null if it was not taken.</returns>
    public WriteLane? Tell<T>(in T message, IOwnWrites owner)
        where T : IStreamMessage<T>
    {
        if (!isOpen || encoder.EncodeEntry(in message, out var header, out var encoded) is not null)
        {
            return null;
        }

        header.Owner = owner;
        var lane = store.LaneFor(encoded.WrittenSpan[..header.KeyLength]);
        return lane.TryAddQuietly(in header, encoded.WrittenSpan, completion: null) is null ? lane : null;
    }

    private PublishResult Refuse(string reason)
    {
        account.CountRefused();
        return new(PublishStatus.Refused, Guid.Empty, reason);
    }

    private PublishResult Queue(in WriteHeader header, ReadOnlySpan<byte> encoded, PublishCompletion? completion)
    {
        account.CountPublished();
        metrics.Count(header.Descriptor, IpcCounter.Published);
        if (!isOpen)
        {
            return outcomes.Failed(in header, header.View(encoded), WriteFailure.NotSent, NotRunning, store.Description);
        }

        var key = encoded[..header.KeyLength];
        var lane = store.LaneFor(key);

        // In this order: while the lane goes down its last writes make their streams a backlog one by one, and this one is behind them all.
        if (backlog.Holds(key, header.Kind) && !lane.IsGoingDown)
        {
            return outcomes.Failed(in header, header.View(encoded), WriteFailure.NotSent, BehindBacklog, lane.Name);
        }

        return lane.TryAdd(in header, encoded, completion) is { } reason
            ? outcomes.Failed(in header, header.View(encoded), WriteFailure.NotSent, reason, lane.Name)
            : new(PublishStatus.Accepted, header.Id, null);
    }

    private ValueTask<PublishResult> QueueAsync(in WriteHeader header, ReadOnlySpan<byte> encoded, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<PublishResult>(cancellationToken);
        }

        var completion = completions.Rent();
        var waiting = completion.Task;
        var result = Queue(in header, encoded, completion);
        if (result.Status == PublishStatus.Accepted)
        {
            completion.CancelWith(cancellationToken);
            return waiting;
        }

        completions.Return(completion);
        return new(result);
    }
}
