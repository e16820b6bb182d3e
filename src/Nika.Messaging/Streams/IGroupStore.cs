namespace Nika.Messaging.Streams;

/// <summary>What the members of a consumer group do for one another: hand entries over, lead, tidy up, and tell how the group stands.</summary>
public interface IGroupStore
{
    /// <summary>
    /// Hands entries back: those that <paramref name="consumer"/> still holds are pending for <paramref name="offer"/> from now on, a
    /// name that stands for whoever takes them with <see cref="TakeReleasedAsync"/>, at once. Their delivery counts stay. Nobody taking
    /// them, they are claimed like any other entry.
    /// </summary>
    /// <param name="key">The stream; an absent one, or an absent group, has nothing to release.</param>
    /// <param name="group">The group.</param>
    /// <param name="consumer">Who holds them.</param>
    /// <param name="offer">What they are offered as; holds a colon, so that no pod can have the name.</param>
    /// <param name="ids">The entries.</param>
    /// <param name="wasTried">False takes the last delivery off their counts: nobody has looked at them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many were released.</returns>
    ValueTask<long> ReleaseAsync(string key, string group, string consumer, string offer, ReadOnlyMemory<StreamId> ids, bool wasTried, CancellationToken cancellationToken);

    /// <summary>Takes entries that were released, each a delivery. Those that were trimmed meanwhile are reported and no longer pending.</summary>
    /// <param name="key">The stream; an absent one, or an absent group, has nothing to take.</param>
    /// <param name="group">The group.</param>
    /// <param name="consumer">Who takes them.</param>
    /// <param name="offers">What it takes, the first first.</param>
    /// <param name="count">The most entries, at least 1.</param>
    /// <param name="into">Cleared, then filled; entries carry their delivery counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entries that no longer exist.</returns>
    ValueTask<IReadOnlyList<StreamId>> TakeReleasedAsync(string key, string group, string consumer, IReadOnlyList<string> offers, int count, EntryBatch into, CancellationToken cancellationToken);

    /// <summary>Takes a lease, or renews it: one holder at a time, until its time is over.</summary>
    /// <param name="key">The lease.</param>
    /// <param name="holder">Who wants it.</param>
    /// <param name="duration">How long it lasts from now on, at least 1 ms.</param>
    /// <param name="cancellationToken">Gives up waiting; the lease may be taken all the same.</param>
    /// <returns>Who has it now, and for how long.</returns>
    ValueTask<LeaseState> LeaseAsync(string key, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, if this holder has it.</summary>
    /// <param name="key">The lease.</param>
    /// <param name="holder">Who has it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it had it.</returns>
    ValueTask<bool> EndLeaseAsync(string key, string holder, CancellationToken cancellationToken);

    /// <summary>
    /// Removes consumers that are gone: those that asked for nothing for <paramref name="idle"/> and have nothing pending, which is
    /// looked at in the same step, since removing a consumer would destroy what it has pending.
    /// </summary>
    /// <param name="key">The stream; an absent one, or an absent group, has nobody.</param>
    /// <param name="group">The group.</param>
    /// <param name="keep">Who is never removed: oneself.</param>
    /// <param name="idle">How long they must have been silent.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Their names.</returns>
    ValueTask<IReadOnlyList<string>> ReapAsync(string key, string group, string keep, TimeSpan idle, CancellationToken cancellationToken);

    /// <summary>Who takes part in a group on a stream, in no order.</summary>
    /// <param name="key">The stream; an absent one, or an absent group, has nobody.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<IReadOnlyList<GroupMember>> MembersAsync(string key, string group, CancellationToken cancellationToken);

    /// <summary>How a group stands on a stream; null if there is no such stream or group.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<GroupFigures?> FiguresAsync(string key, string group, CancellationToken cancellationToken);
}
