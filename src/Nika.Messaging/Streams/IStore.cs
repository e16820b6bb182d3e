namespace Nika.Messaging.Streams;


/// <summary>
/// The seam between the runtime and where messages live. The embedded store and Redis implement it, and one conformance suite
/// holds them to the same answers. Reading members throw <see cref="StoreUnavailableException"/> during an outage; the callers,
/// all inside the runtime, turn that into degraded results and retries.
/// </summary>
public interface IStore : IGroupStore, IContractStore, IAsyncDisposable
{
    /// <summary>What it is, for log lines: <c>embedded</c>, <c>redis 127.0.0.1:6379</c>. Never holds a secret.</summary>
    string Description { get; }

    /// <summary>Starts the store. Returns once it can be used, or, when the server is away, once that is known; connecting then goes on in the background.</summary>
    /// <param name="host">The pod's side: clock, log, lanes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask StartAsync(StoreHost host, CancellationToken cancellationToken);

    /// <summary>The lane that carries writes to a key. A store of one server has one; a cluster has one for each node. Never throws once started, also after closing: the lane is then down.</summary>
    /// <param name="key">The key.</param>
    WriteLane LaneFor(ReadOnlySpan<byte> key);

    /// <summary>Appends an entry and waits for the answer: for what must be stored before the next step (dead letters).</summary>
    /// <param name="key">The stream.</param>
    /// <param name="fields">The fields, as <see cref="FieldWriter"/> writes them.</param>
    /// <param name="timeToLive">The key's time to live.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, CancellationToken cancellationToken);

    /// <summary>Appends an entry to a stream that keeps its newest entries only, and waits for the answer.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="fields">The fields, as <see cref="FieldWriter"/> writes them.</param>
    /// <param name="timeToLive">The key's time to live.</param>
    /// <param name="maxLength">About how many entries it keeps, at least 1.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<StreamId> AppendAsync(string key, ReadOnlyMemory<byte> fields, TimeSpan timeToLive, int maxLength, CancellationToken cancellationToken);

    /// <summary>Deletes entries of a stream.</summary>
    /// <param name="key">The stream; an absent one has none.</param>
    /// <param name="ids">The entries.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many there were.</returns>
    ValueTask<long> DeleteAsync(string key, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken);

    /// <summary>A reader for a consumer group over a changing set of streams.</summary>
    /// <param name="group">The group.</param>
    /// <param name="consumer">The consumer's name, unique in the group; never the group's own name.</param>
    IGroupReader OpenGroup(string group, string consumer);

    /// <summary>A reader without a group over a changing set of streams.</summary>
    ITailReader OpenTail();

    /// <summary>Acknowledges entries.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group.</param>
    /// <param name="ids">The entries.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>How many were pending until now.</returns>
    ValueTask<long> AcknowledgeAsync(string key, string group, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Takes over entries that have been pending for at least <paramref name="minIdle"/>, starting at <paramref name="cursor"/>.
    /// Entries that were trimmed meanwhile are reported and removed from the group's pending list. An absent stream or group has nothing to claim.
    /// </summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group.</param>
    /// <param name="consumer">Who takes over.</param>
    /// <param name="minIdle">How long an entry must have been with its consumer.</param>
    /// <param name="cursor">Where to start: <see cref="StreamId.Zero"/>, then what the last call returned.</param>
    /// <param name="count">The most entries to look at.</param>
    /// <param name="into">Cleared, then filled; entries carry their delivery counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<ClaimResult> ClaimAsync(string key, string group, string consumer, TimeSpan minIdle, StreamId cursor, int count, EntryBatch into, CancellationToken cancellationToken);

    /// <summary>Restarts the idle clock of entries this consumer holds, without counting a delivery (XCLAIM JUSTID).</summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group.</param>
    /// <param name="consumer">Who holds them.</param>
    /// <param name="ids">The entries.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask RenewAsync(string key, string group, string consumer, ReadOnlyMemory<StreamId> ids, CancellationToken cancellationToken);

    /// <summary>How far a group has come on a stream; null if there is no such stream or group.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group.</param>
    /// <param name="count">The most pending entries to name, at least 1.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<GroupPosition?> PositionAsync(string key, string group, int count, CancellationToken cancellationToken);

    /// <summary>Reads entries between two ids, both included, oldest first.</summary>
    /// <param name="key">The stream; an absent one has no entries.</param>
    /// <param name="from">The first id.</param>
    /// <param name="to">The last id.</param>
    /// <param name="count">The most entries.</param>
    /// <param name="into">Cleared, then filled.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask RangeAsync(string key, StreamId from, StreamId to, int count, EntryBatch into, CancellationToken cancellationToken);

    /// <summary>The id of the newest entry ever added to a stream; <see cref="StreamId.Zero"/> if it is absent.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<StreamId> LastIdAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads a whole hash; null if it is absent.</summary>
    /// <param name="key">The hash.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<HashFields?> ReadHashAsync(string key, CancellationToken cancellationToken);

    /// <summary>What is left of a key's time to live; null if the key is absent or has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<TimeSpan?> TimeToLiveAsync(string key, CancellationToken cancellationToken);
}
