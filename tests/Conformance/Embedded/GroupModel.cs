using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance.Embedded;

/// <summary>A stream with one group, as simple as can be: lists and scans. What the store says must agree with it.</summary>
internal sealed class GroupModel
{
    private readonly List<StreamId> entries = [];
    private readonly SortedDictionary<StreamId, Held> pending = [];
    private StreamId lastDelivered;

    public IReadOnlyList<StreamId> Entries => entries;

    public IEnumerable<StreamId> Pending => pending.Keys;

    /// <summary>Everything that was ever given, in that order: no id may come twice.</summary>
    public List<StreamId> Given { get; } = [];

    public void Append(StreamId id, int? maxLength)
    {
        entries.Add(id);
        if (maxLength is { } bound && entries.Count > bound)
        {
            entries.RemoveRange(0, entries.Count - bound);
        }
    }

    public List<StreamId> Read(string consumer, int count, TimeSpan now)
    {
        var given = entries.Where(id => id > lastDelivered).Take(count).ToList();
        foreach (var id in given)
        {
            pending.Add(id, new(consumer, now, 1));
            lastDelivered = id;
        }

        Given.AddRange(given);
        return given;
    }

    public long Acknowledge(IEnumerable<StreamId> ids) => ids.Count(pending.Remove);

    public (List<(StreamId Id, long Deliveries)> Claimed, List<StreamId> Trimmed) ClaimAll(string consumer, TimeSpan minIdle, TimeSpan now)
    {
        List<(StreamId, long)> claimed = [];
        List<StreamId> trimmed = [];
        foreach (var (id, held) in pending.ToList())
        {
            if (!entries.Contains(id))
            {
                _ = pending.Remove(id);
                trimmed.Add(id);
            }
            else if (now - held.Since >= minIdle)
            {
                pending[id] = new(consumer, now, held.Deliveries + 1);
                claimed.Add((id, held.Deliveries + 1));
            }
        }

        return (claimed, trimmed);
    }

    public void Renew(string consumer, IEnumerable<StreamId> ids, TimeSpan now)
    {
        foreach (var id in ids)
        {
            if (!pending.TryGetValue(id, out var held) || held.Consumer != consumer)
            {
                continue;
            }

            if (!entries.Contains(id))
            {
                _ = pending.Remove(id);
            }
            else
            {
                pending[id] = held with { Since = now };
            }
        }
    }

    private sealed record Held(string Consumer, TimeSpan Since, long Deliveries);
}
