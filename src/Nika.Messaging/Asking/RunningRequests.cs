using Nika.Messaging.Consuming;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Asking;

/// <summary>The handling side: which requests are being handled, so that they end when nobody waits for them any more.</summary>
internal sealed class RunningRequests(JobTail tail, AskCounters counters, TimeProvider timeProvider)
{
    // A cancellation may be read before its request is begun: both come on connections of their own.
    private const int Remembered = 4096;

    private readonly Dictionary<HandlingClock, Guid> running = [];
    private readonly Dictionary<Guid, PartsWindow> windows = [];
    private readonly RecentIds cancelled = new(Remembered);
    private readonly Lock sync = new();

    /// <summary>Until when somebody waits for the reply; null if the request was published and not asked, or says it in a way that cannot be read.</summary>
    public static DateTimeOffset? DeadlineOf(ReceivedEntry entry)
    {
        var text = entry.Field(WireFields.Deadline);
        if (text.IsEmpty)
        {
            return null;
        }

        var reader = JsonReader.ForPlainText(text);
        return reader.TryReadDateTimeOffset(out var deadline) ? deadline : null;
    }

    /// <summary>Takes note that a request is begun. Call <see cref="End"/> after it.</summary>
    /// <returns>False if nobody waits for it any more: it is done with.</returns>
    public bool TryBegin(ReceivedEntry entry, HandlingClock clock)
    {
        if (DeadlineOf(entry) is not { } deadline)
        {
            return true;
        }

        if (timeProvider.GetUtcNow() >= deadline)
        {
            counters.CountExpired();
            return false;
        }

        tail.Follow(entry.Identity.Key, entry.Identity.Id);
        lock (sync)
        {
            if (!cancelled.Contains(entry.Meta.Id))
            {
                running.Add(clock, entry.Meta.Id);
                return true;
            }
        }

        tail.Release(entry.Identity.Key);
        counters.CountWithdrawn();
        return false;
    }

    public void End(ReceivedEntry entry, HandlingClock clock)
    {
        lock (sync)
        {
            if (!running.Remove(clock))
            {
                return;
            }
        }

        tail.Release(entry.Identity.Key);
    }

    public void Cancel(Guid request)
    {
        lock (sync)
        {
            cancelled.Add(request);
            foreach (var (clock, id) in running)
            {
                if (id == request)
                {
                    counters.CountWithdrawn();
                    clock.Withdraw();
                }
            }
        }
    }

    /// <summary>The window of a reply in parts. Two handlings of one request have one.</summary>
    public PartsWindow OpenWindow(Guid request)
    {
        lock (sync)
        {
            if (!windows.TryGetValue(request, out var window))
            {
                windows.Add(request, window = new PartsWindow());
            }

            return window;
        }
    }

    public void CloseWindow(Guid request)
    {
        lock (sync)
        {
            _ = windows.Remove(request);
        }
    }

    public void Taken(Guid request, long count)
    {
        lock (sync)
        {
            if (windows.TryGetValue(request, out var window))
            {
                window.Taken(count);
            }
        }
    }
}
