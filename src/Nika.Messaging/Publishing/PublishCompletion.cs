using System.Threading.Tasks.Sources;

namespace Nika.Messaging.Publishing;

/// <summary>
/// A caller waiting for its publish: pooled, so that waiting allocates nothing. The lane, the deadline and the caller's token may
/// all try to complete it; the version tells a try meant for an earlier use from one meant for this.
/// </summary>
internal sealed class PublishCompletion : IValueTaskSource<PublishResult>
{
    private readonly PublishCompletionPool pool;
    private ManualResetValueTaskSourceCore<PublishResult> core;
    private CancellationTokenRegistration registration;
    private CancellationToken token;

    // Twice the version, plus 1 once completed.
    private int state;

    public PublishCompletion(PublishCompletionPool pool)
    {
        this.pool = pool;
        core.RunContinuationsAsynchronously = true;
    }

    /// <summary>Which use of this object it is.</summary>
    public int Version => Volatile.Read(ref state) >> 1;

    public ValueTask<PublishResult> Task => new(this, core.Version);

    /// <summary>Lets the caller's token end the waiting. Call once, after the write was queued.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            token = cancellationToken;
            registration = cancellationToken.UnsafeRegister(
                static (self, _) =>
                {
                    var completion = (PublishCompletion)self!;
                    if (completion.TryClaim(completion.Version))
                    {
                        completion.core.SetException(new OperationCanceledException(completion.token));
                    }
                },
                this);
        }
    }

    public void TryComplete(int version, in PublishResult result)
    {
        if (TryClaim(version))
        {
            core.SetResult(result);
        }
    }

    PublishResult IValueTaskSource<PublishResult>.GetResult(short token)
    {
        // A caller that takes the result too early, or twice, must not give away what is still its own or already another's.
        if (core.GetStatus(token) == ValueTaskSourceStatus.Pending)
        {
            throw new InvalidOperationException("The result of a publish cannot be taken before it is there: await it, once.");
        }

        // Waits for a cancellation callback that is running, so that it cannot touch the next use.
        registration.Dispose();
        registration = default;
        this.token = default;
        try
        {
            return core.GetResult(token);
        }
        finally
        {
            core.Reset();
            Volatile.Write(ref state, ((state >> 1) + 1) << 1);
            pool.Return(this);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<PublishResult>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<PublishResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    private bool TryClaim(int version) =>
        Interlocked.CompareExchange(ref state, (version << 1) | 1, version << 1) == version << 1;
}
