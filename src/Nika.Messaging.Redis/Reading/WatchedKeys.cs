namespace Nika.Messaging.Redis.Reading;

/// <summary>
/// The streams of one reader, which anyone may change at any time, and whether a read of them is under way. Both change under one
/// lock: either a read is begun with a change, or the change finds the read under way and asks for it to be woken.
/// </summary>
internal sealed class WatchedKeys(TimeProvider timeProvider)
{
    private readonly Lock sync = new();
    private readonly Dictionary<string, WatchedKey> keys = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = NewSource();
    private long version;
    private long readVersion = -1;
    private bool isReading;
    private bool isWaking;

    /// <summary>How long a stream that cannot be read is left alone.</summary>
    public static TimeSpan SetAsideFor { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds a stream; one that is there is replaced or stays.</summary>
    /// <returns>Whether a read under way must now be woken by the caller, until <see cref="NeedsWaking"/> says it has been.</returns>
    public bool Add(WatchedKey key, bool replace)
    {
        lock (sync)
        {
            if (!keys.TryAdd(key.Key, key))
            {
                if (!replace)
                {
                    return false;
                }

                keys[key.Key] = key;
            }

            return Change();
        }
    }

    /// <summary>Removes a stream.</summary>
    /// <returns>As for <see cref="Add"/>.</returns>
    public bool Remove(string key)
    {
        lock (sync)
        {
            return keys.Remove(key) && Change();
        }
    }

    /// <summary>Changes nothing, and has the read under way end as if something had.</summary>
    /// <returns>As for <see cref="Add"/>.</returns>
    public bool Touch()
    {
        lock (sync)
        {
            return Change();
        }
    }

    /// <summary>Whether the read under way still knows nothing of the last change. A no ends the waking.</summary>
    public bool NeedsWaking()
    {
        lock (sync)
        {
            isWaking = isReading && readVersion != version;
            return isWaking;
        }
    }

    /// <summary>The streams to read now: those not set aside, or for long enough.</summary>
    /// <param name="current">What was taken last; handed back if it still holds.</param>
    /// <returns>The streams, the version to begin the read with, and a task that ends with the next change.</returns>
    public (WatchedKey[] Active, long Version, Task Change) Take(WatchedKey[] current)
    {
        lock (sync)
        {
            bool holds = readVersion == version && current.Length == keys.Count && Array.TrueForAll(current, static key => key.SetAsideAt is null);
            var active = holds ? current : [.. keys.Values.Where(key => key.SetAsideAt is not { } since || timeProvider.GetElapsedTime(since) >= SetAsideFor)];
            return (active, version, changed.Task);
        }
    }

    /// <summary>Begins a read.</summary>
    /// <returns>False if the streams have changed since they were taken.</returns>
    public bool TryBeginRead(long takenVersion)
    {
        lock (sync)
        {
            if (takenVersion != version)
            {
                return false;
            }

            readVersion = takenVersion;
            isReading = true;
            return true;
        }
    }

    /// <summary>Ends the read.</summary>
    public void EndRead()
    {
        lock (sync)
        {
            isReading = false;
        }
    }

    /// <summary>Whether this very object is still watched: neither removed nor moved.</summary>
    public bool IsCurrent(WatchedKey key)
    {
        lock (sync)
        {
            return keys.TryGetValue(key.Key, out var current) && ReferenceEquals(current, key);
        }
    }

    /// <summary>Puts every stream in doubt: after a reconnect the server may be another, empty one.</summary>
    public void DoubtAll()
    {
        lock (sync)
        {
            foreach (var key in keys.Values)
            {
                key.IsChecked = false;
            }
        }
    }

    /// <summary>Takes note of a check.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="problem">Why it cannot be read; null if it can.</param>
    /// <returns>Whether the problem is news.</returns>
    public bool Checked(WatchedKey key, string? problem)
    {
        lock (sync)
        {
            bool isNews = problem is not null && problem != key.SaidReason;
            key.SaidReason = problem;
            if (problem is null)
            {
                key.IsChecked = key.WasChecked = true;
                key.SetAsideAt = null;
            }
            else
            {
                key.SetAsideAt = timeProvider.GetTimestamp();
            }

            return isNews;
        }
    }

    /// <summary>When the first of the streams that are set aside gets another chance; null if none is.</summary>
    public TimeSpan? NextRetry()
    {
        lock (sync)
        {
            TimeSpan? next = null;
            foreach (var key in keys.Values)
            {
                if (key.SetAsideAt is { } since)
                {
                    var left = SetAsideFor - timeProvider.GetElapsedTime(since);
                    left = left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
                    next = next < left ? next : left;
                }
            }

            return next;
        }
    }

    private bool Change()
    {
        version++;
        changed.TrySetResult();
        changed = NewSource();
        bool mustWake = isReading && !isWaking;
        isWaking |= mustWake;
        return mustWake;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
