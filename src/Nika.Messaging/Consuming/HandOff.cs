using System.Runtime.CompilerServices;

namespace Nika.Messaging.Consuming;

/// <summary>
/// Lets the thread of the reading loop handle the last entry it has read, while the loop goes on elsewhere: the handler need not wait for another
/// thread to wake, and one that blocks does not hold the loop up. Reused. Await it in the loop's own method only, and there after a first
/// wait: a method that the loop calls would not return before the handler does, and neither would the loop itself to its caller.
/// </summary>
internal sealed class HandOff : ICriticalNotifyCompletion, IThreadPoolWorkItem
{
    private IThreadPoolWorkItem? handler;
    private Action? continuation;

    /// <summary>Always false: the loop goes on elsewhere.</summary>
    public bool IsCompleted => false;

    public HandOff To(IThreadPoolWorkItem handler)
    {
        this.handler = handler;
        return this;
    }

    public HandOff GetAwaiter() => this;

    public void GetResult()
    {
        // Nothing to give: the loop goes on.
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        // Once it is queued the loop may be here again, for the next: nothing of this object is looked at after that.
        var work = handler!;
        this.continuation = continuation;
        _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        if (Thread.CurrentThread.IsThreadPoolThread)
        {
            work.Execute();
        }
        else
        {
            // The sockets' own thread, which an application can choose to run the loop on: a handler that blocks it would stop every socket.
            _ = ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute() => continuation!();
}
