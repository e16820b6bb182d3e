namespace Nika.Messaging.Streams.Embedded;

/// <content>What members of a group do for one another.</content>
public sealed partial class EmbeddedStore
{
    /// <inheritdoc/>
    public ValueTask<long> DeleteAsync(string key, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long deleted = 0;
        lock (Sync)
        {
            if (keyspace.Stream(key) is { } stream)
            {
                foreach (var id in ids.Span)
                {
                    int index = stream.Entries.IndexOf(id);
                    if (index >= 0)
                    {
                        stream.Entries.RemoveAt(index);
                        deleted++;
                    }
                }
            }
        }

        return ValueTask.FromResult(deleted);
    }

    /// <inheritdoc/>
    public ValueTask<long> ReleaseAsync(string key, string group, string consumer, string offer, ReadOnlyMemory<StreamId> ids, bool wasTried, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(offer);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(FindGroup(key, group) is { } found ? found.Group.Release(found.Stream, consumer, offer, ids.Span, wasTried, keyspace.Now) : 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StreamId>> TakeReleasedAsync(string key, string group, string consumer, IReadOnlyList<string> offers, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offers);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cancellationToken.ThrowIfCancellationRequested();
        into.Clear();
        lock (Sync)
        {
            return ValueTask.FromResult(FindGroup(key, group) is { } found ? found.Group.TakeReleased(found.Stream, consumer, offers, count, keyspace.Now, into) : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<LeaseState> LeaseAsync(string key, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(holder);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            var (current, left) = keyspace.Lease(key, holder, Milliseconds(duration));
            return ValueTask.FromResult(new LeaseState(current, TimeSpan.FromMilliseconds(left)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> EndLeaseAsync(string key, string holder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(keyspace.EndLease(key, holder));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReapAsync(string key, string group, string keep, TimeSpan idle, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult<IReadOnlyList<string>>(FindGroup(key, group) is { } found ? found.Group.Reap(keep, idle.Ticks / TimeSpan.TicksPerMillisecond, keyspace.Now) : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GroupMember>> MembersAsync(string key, string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult<IReadOnlyList<GroupMember>>(FindGroup(key, group) is { } found ? found.Group.Members(keyspace.Now) : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<GroupFigures?> FiguresAsync(string key, string group, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Sync)
        {
            return ValueTask.FromResult(FindGroup(key, group) is { } found ? found.Group.Figures(found.Stream, group, keyspace.Clock) : null);
        }
    }
}
