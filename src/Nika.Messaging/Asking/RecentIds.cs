namespace Nika.Messaging.Asking;

/// <summary>The last so many ids. Not for several threads at a time.</summary>
internal sealed class RecentIds(int capacity)
{
    private readonly HashSet<Guid> ids = [];
    private readonly Queue<Guid> order = [];

    public void Add(Guid id)
    {
        if (!ids.Add(id))
        {
            return;
        }

        order.Enqueue(id);
        if (order.Count > capacity)
        {
            _ = ids.Remove(order.Dequeue());
        }
    }

    public bool Contains(Guid id) => ids.Contains(id);
}
