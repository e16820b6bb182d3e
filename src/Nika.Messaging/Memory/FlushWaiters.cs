namespace Nika.Messaging;

/// <summary>Those who wait until the first so many events are in memory. Safe for use by several threads.</summary>
internal sealed class FlushWaiters
{
    private readonly Lock door = new();
    private readonly Dictionary<TaskCompletionSource<bool>, long> targets = [];
    private bool ended;

    /// <summary>Whether anybody waits.</summary>
    public bool Any
    {
        get
        {
            lock (door)
            {
                return targets.Count > 0;
            }
        }
    }

    /// <summary>Waits until <paramref name="target"/> events are in memory.</summary>
    public TaskCompletionSource<bool> Add(long target)
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (door)
        {
            targets.Add(waiter, target);
        }

        return waiter;
    }

    /// <summary>Waits no more.</summary>
    public void Remove(TaskCompletionSource<bool> waiter)
    {
        lock (door)
        {
            targets.Remove(waiter);
        }
    }

    /// <summary>Tells those who waited for no more than <paramref name="remembered"/> events; after the end, the others too.</summary>
    public void Settle(long remembered)
    {
        lock (door)
        {
            foreach (var (waiter, target) in targets)
            {
                if (target <= remembered || ended)
                {
                    waiter.TrySetResult(target <= remembered);
                    targets.Remove(waiter);
                }
            }
        }
    }

    /// <summary>No more events will be written.</summary>
    public void End(long remembered)
    {
        lock (door)
        {
            ended = true;
        }

        Settle(remembered);
    }
}
