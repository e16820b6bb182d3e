using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis;

/// <content>What members of a group do for one another.</content>
public sealed partial class RedisStore
{
    /// <inheritdoc/>
    public async ValueTask<long> DeleteAsync(string key, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken) =>
        await Started.Commands.DeleteAsync(key, ids, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> ReleaseAsync(string key, string group, string consumer, string offer, ReadOnlyMemory<StreamId> ids, bool wasTried, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(offer);
        return await Started.Groups.ReleaseAsync(key, group, consumer, offer, ids, wasTried, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StreamId>> TakeReleasedAsync(string key, string group, string consumer, IReadOnlyList<string> offers, int count, EntryBatch into, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offers);
        ArgumentNullException.ThrowIfNull(into);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return await Started.Groups.TakeReleasedAsync(key, group, consumer, offers, count, into, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseState> LeaseAsync(string key, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(holder);
        return await Started.Groups.LeaseAsync(key, holder, duration, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> EndLeaseAsync(string key, string holder, CancellationToken cancellationToken) =>
        await Started.Groups.EndLeaseAsync(key, holder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ReapAsync(string key, string group, string keep, TimeSpan idle, CancellationToken cancellationToken) =>
        await Started.Groups.ReapAsync(key, group, keep, idle, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GroupMember>> MembersAsync(string key, string group, CancellationToken cancellationToken) =>
        await Started.Groups.MembersAsync(key, group, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<GroupFigures?> FiguresAsync(string key, string group, CancellationToken cancellationToken) =>
        await Started.Groups.FiguresAsync(key, group, cancellationToken).ConfigureAwait(false);
}
