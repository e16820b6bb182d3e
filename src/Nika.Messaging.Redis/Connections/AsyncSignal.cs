using System.Threading.Tasks.Sources;

namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// Wakes one waiting loop: setting it is one exchange, and neither setting nor waiting allocates. Settings while nobody waits
/// count as one, and the next wait returns at once.
/// </summary>
internal sealed class AsyncSignal : IValueTaskSource, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Set = 1;
    private const int Waiting = 2;

    // The continuation runs where the result is set: in Execute, on the pool, never on the waking thread.
    private ManualResetValueTaskSourceCore<bool> core;
    private int state;

    /// <summary>Wakes the loop, now or when it next waits. Any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref state, Set) == Waiting)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Waits. One waiter at a time.</summary>
    public ValueTask WaitAsync()
    {
        core.Reset();
        if (Interlocked.CompareExchange(ref state, Waiting, Idle) == Idle)
        {
            return new(this, core.Version);
        }

        // It was set: what was set before is seen after this.
        Interlocked.Exchange(ref state, Idle);
        return ValueTask.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute() => core.SetResult(true);

    void IValueTaskSource.GetResult(short token)
    {
        Interlocked.Exchange(ref state, Idle);
        core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
