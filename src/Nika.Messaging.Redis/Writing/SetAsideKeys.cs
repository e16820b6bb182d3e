namespace Nika.Messaging.Redis.Writing;

/// <summary>
/// Keys that cannot be written (of another type, or not permitted): writes to them fail here, for half a minute, instead of
/// costing every transaction a refusal.
/// </summary>
internal sealed class SetAsideKeys(TimeProvider timeProvider)
{
    // Far more than a sane pod has; past it the oldest makes room.
    private const int Capacity = 256;

    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(10);

    private readonly Lock sync = new();
    private readonly List<Item> items = [];
    private volatile int count;

    /// <summary>How long a key is left alone.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Why a key is set aside; null if it is not.</summary>
    public string? ReasonFor(ReadOnlySpan<byte> key)
    {
        if (count == 0)
        {
            return null;
        }

        lock (sync)
        {
            int index = Find(key);
            return index >= 0 && timeProvider.GetElapsedTime(items[index].Since) < Time ? items[index].Reason : null;
        }
    }

    /// <summary>Sets a key aside.</summary>
    /// <returns>Whether this is news: the same was not said within the last minutes.</returns>
    public bool Add(ReadOnlySpan<byte> key, string reason)
    {
        lock (sync)
        {
            long now = timeProvider.GetTimestamp();
            int index = Find(key);
            bool isNews = index < 0 || items[index].Reason != reason || timeProvider.GetElapsedTime(items[index].SaidAt) > SayAgainAfter;
            var item = new Item(key.ToArray(), reason, now, isNews ? now : items[index].SaidAt);
            if (index >= 0)
            {
                items.RemoveAt(index);
            }
            else if (items.Count == Capacity)
            {
                items.RemoveAt(0);
            }

            items.Add(item);
            count = items.Count;
            return isNews;
        }
    }

    private int Find(ReadOnlySpan<byte> key)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (key.SequenceEqual(items[i].Key))
            {
                return i;
            }
        }

        return -1;
    }

    private sealed record Item(byte[] Key, string Reason, long Since, long SaidAt);
}
