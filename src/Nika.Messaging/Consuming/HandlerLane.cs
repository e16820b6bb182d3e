namespace Nika.Messaging.Consuming;

/// <summary>
/// The way of messages to one handler: as many at a time as it allows, in the order of the stream, and, where asked, one after
/// another for each entity.
/// </summary>
internal sealed class HandlerLane(HandlerRegistration registration, TimeSpan timeLimit)
{
    private readonly Lock sync = new();

    // In the order of arrival. Bounded by the group's slots.
    private readonly List<HandlerSlot> waiting = [];
    private readonly HashSet<string> busy = new(StringComparer.Ordinal);
    private int running;

    public HandlerRegistration Registration { get; } = registration;

    public TimeSpan TimeLimit { get; } = timeLimit;

    public bool IsOrdered => Registration.Descriptor.Ordering == HandlerOrdering.PerEntity;

    /// <summary>Lets a handling begin, or has it wait for its turn.</summary>
    /// <returns>Whether it is its turn: the caller starts it.</returns>
    public bool TryBegin(HandlerSlot slot)
    {
        lock (sync)
        {
            if (!MayStart(slot))
            {
                waiting.Add(slot);
                return false;
            }

            Begin(slot);
            return true;
        }
    }

    /// <summary>Takes note that a handling is over, and starts those whose turn has come.</summary>
    public void Done(HandlerSlot slot)
    {
        lock (sync)
        {
            running--;
            if (slot.OrderedBy is { } entity)
            {
                _ = busy.Remove(entity);
            }

            for (int i = 0; i < waiting.Count && running < Registration.Descriptor.Concurrency;)
            {
                var next = waiting[i];
                if (!MayStart(next))
                {
                    i++;
                    continue;
                }

                waiting.RemoveAt(i);
                Begin(next);
                _ = ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
            }
        }
    }

    /// <summary>Takes out what has not been started.</summary>
    public HandlerSlot[] TakeWaiting()
    {
        lock (sync)
        {
            HandlerSlot[] taken = [.. waiting];
            waiting.Clear();
            return taken;
        }
    }

    private bool MayStart(HandlerSlot slot) =>
        running < Registration.Descriptor.Concurrency && (slot.OrderedBy is null || !busy.Contains(slot.OrderedBy));

    private void Begin(HandlerSlot slot)
    {
        running++;
        if (slot.OrderedBy is { } entity)
        {
            _ = busy.Add(entity);
        }
    }
}
