using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace Nika.Messaging.Consuming;

/// <summary>The handler slots that are free. The reading loop takes them, and is the only one that waits for one; neither allocates.</summary>
/// <typeparam name="T">A slot.</typeparam>
internal sealed class FreeSlots<T> : IValueTaskSource
    where T : class
{
    private readonly Lock sync = new();
    private readonly Stack<T> slots;
    private readonly int capacity;
    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private TaskCompletionSource? allFree;
    private bool isWaiting;
    private bool isClosed;

    /// <summary>Creates it without any slot.</summary>
    /// <param name="capacity">How many slots there are.</param>
    public FreeSlots(int capacity)
    {
        this.capacity = capacity;
        slots = new(capacity);
    }

    public int Count
    {
        get
        {
            lock (sync)
            {
                return slots.Count;
            }
        }
    }

    public void Add(T slot)
    {
        bool mustWake;
        lock (sync)
        {
            slots.Push(slot);
            if (slots.Count == capacity)
            {
                _ = allFree?.TrySetResult();
            }

            (mustWake, isWaiting) = (isWaiting, false);
        }

        if (mustWake)
        {
            core.SetResult(true);
        }
    }

    public bool TryTake([NotNullWhen(true)] out T? slot)
    {
        lock (sync)
        {
            return slots.TryPop(out slot);
        }
    }

    /// <summary>Waits until one is free, or <see cref="Close"/> was called.</summary>
    public ValueTask WaitAsync()
    {
        lock (sync)
        {
            if (slots.Count > 0 || isClosed)
            {
                return ValueTask.CompletedTask;
            }

            core.Reset();
            isWaiting = true;
            return new(this, core.Version);
        }
    }

    /// <summary>From now on nobody waits for one: the reading loop is to stop.</summary>
    public void Close()
    {
        bool mustWake;
        lock (sync)
        {
            isClosed = true;
            (mustWake, isWaiting) = (isWaiting, false);
        }

        if (mustWake)
        {
            core.SetResult(true);
        }
    }

    /// <summary>Waits until none is in use. For one caller.</summary>
    public Task AllFreeAsync()
    {
        lock (sync)
        {
            if (slots.Count == capacity)
            {
                return Task.CompletedTask;
            }

            allFree = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return allFree.Task;
        }
    }

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
