using System.Collections;

namespace Nika.Messaging.Sqlite.Tests;

/// <summary>Events that cancel their own writing when one of them is reached.</summary>
internal sealed class CancellingList(MemoryEvent[] events, int cancelAt, CancellationTokenSource cancellation) : IReadOnlyList<MemoryEvent>
{
    public int Count => events.Length;

    public MemoryEvent this[int index]
    {
        get
        {
            if (index == cancelAt)
            {
                cancellation.Cancel();
            }

            return events[index];
        }
    }

    public IEnumerator<MemoryEvent> GetEnumerator() => ((IEnumerable<MemoryEvent>)events).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
