namespace Nika.Messaging.Streams;


/// <summary>
/// Reads new entries of a consumer group. One caller reads; keys may be added and removed by anyone at any time, and take effect
/// even while a read is blocked.
/// </summary>
public interface IGroupReader : IAsyncDisposable
{
    /// <summary>
    /// Adds a stream. The group is created at the stream's beginning if it is missing (and the stream, with an expiry, if that is),
    /// also later, should it be lost: then at the last id that this reader was given.
    /// </summary>
    /// <param name="key">The stream.</param>
    /// <param name="timeToLive">The expiry of a stream that this creates.</param>
    void Add(string key, TimeSpan timeToLive);

    /// <summary>Removes a stream. The group and what is pending stay.</summary>
    /// <param name="key">The stream.</param>
    void Remove(string key);

    /// <summary>Ends the read that waits, or the next one, with what it has: perhaps nothing. Nothing is lost, as it might be by cancelling.</summary>
    void Interrupt();

    /// <summary>
    /// Waits for entries nobody in the group was given yet. May return with an empty batch. Never throws for an outage: it waits for the server to return.
    /// </summary>
    /// <param name="into">Cleared, then filled.</param>
    /// <param name="count">The most entries for each stream, at least 1.</param>
    /// <param name="cancellationToken">Stops waiting, with an <see cref="OperationCanceledException"/>. An entry that was already given to this consumer stays pending.</param>
    ValueTask ReadAsync(EntryBatch into, int count, CancellationToken cancellationToken);
}
