namespace Nika.Messaging.Asking;

/// <summary>How far the asker has come with the parts of one reply: the worker waits here rather than run ahead.</summary>
internal sealed class PartsWindow
{
    /// <summary>How many parts may be on their way or wait to be taken.</summary>
    public const int Size = 64;

    private readonly Lock sync = new();
    private long taken;
    private TaskCompletionSource change = NewSource();

    /// <summary>Waits until a part may be sent.</summary>
    public async ValueTask WaitAsync(long part, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (part <= taken + Size)
                {
                    return;
                }

                next = change.Task;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The asker has taken so many, from the first on.</summary>
    public void Taken(long count)
    {
        lock (sync)
        {
            taken = Math.Max(taken, count);
            change.SetResult();
            change = NewSource();
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
