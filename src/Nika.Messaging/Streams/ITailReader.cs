namespace Nika.Messaging.Streams;


/// <summary>
/// Reads streams without a group. One caller reads; keys may be added and removed by anyone at any time, and take effect even
/// while a read is blocked. The reader remembers how far it came on each.
/// </summary>
public interface ITailReader : IAsyncDisposable
{
    /// <summary>Adds a stream, or moves it if it is there already.</summary>
    /// <param name="key">The stream; it need not exist yet.</param>
    /// <param name="after">Entries after this id are read.</param>
    void Add(string key, StreamId after);

    /// <summary>Removes a stream.</summary>
    /// <param name="key">The stream.</param>
    void Remove(string key);

    /// <summary>Waits for new entries. May return with an empty batch. Never throws for an outage: it waits for the server to return.</summary>
    /// <param name="into">Cleared, then filled.</param>
    /// <param name="count">The most entries for each stream, at least 1.</param>
    /// <param name="cancellationToken">Stops waiting, with an <see cref="OperationCanceledException"/>.</param>
    ValueTask ReadAsync(EntryBatch into, int count, CancellationToken cancellationToken);
}
