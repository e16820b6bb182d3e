namespace Nika.Messaging.Redis.Connections;

/// <summary>
/// Paces reconnecting: growing pauses with jitter, so that many pods don't return in one instant. The connections of a pod share
/// it: when one of them is through, those that wait try at once.
/// </summary>
internal sealed class Reconnects(TimeProvider timeProvider, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    // 50 ms doubled seven times is past 5 s.
    private const int MostDoublings = 7;

    private readonly Lock sync = new();
    private TaskCompletionSource returned = NewSource();

    /// <summary>The pause before a try: 50 ms doubled each time, at most 5 s, of which the second half is left to chance.</summary>
    /// <param name="attempt">How many tries failed before, from 0.</param>
    public TimeSpan PauseBefore(int attempt)
    {
        double longest = Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * (1 << Math.Min(attempt, MostDoublings)));
        lock (sync)
        {
            return TimeSpan.FromMilliseconds(longest * (0.5 + (random.NextDouble() / 2)));
        }
    }

    /// <summary>Waits the pause; one that could not even connect only until another connection is through, and then still a moment.</summary>
    public async Task WaitAsync(int attempt, bool isAway, CancellationToken cancellationToken)
    {
        if (!isAway)
        {
            await Task.Delay(PauseBefore(attempt), timeProvider, cancellationToken).ConfigureAwait(false);
            return;
        }

        Task announced;
        lock (sync)
        {
            announced = returned.Task;
        }

        try
        {
            await announced.WaitAsync(PauseBefore(attempt), timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return;
        }

        await Task.Delay(PauseBefore(0) / 2, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says that the server answers.</summary>
    public void Announce()
    {
        TaskCompletionSource waited;
        lock (sync)
        {
            waited = returned;
            returned = NewSource();
        }

        waited.TrySetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
