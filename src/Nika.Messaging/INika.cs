using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>The one entry to everything a pod does: publish, ask, working memory, subscriptions, memory.</summary>
public interface INika : IPublisher, IAsker
{
    /// <summary>The pod's name, <c>pod</c> in every envelope it publishes.</summary>
    PodName Pod { get; }

    /// <summary>The pod's session, <c>session_id</c>.</summary>
    SessionId Session { get; }

    /// <summary>The lifecycle of entities: creates them on the feed and moves them on.</summary>
    Entities Entities { get; }

    /// <summary>The pod's tool calls, observed.</summary>
    Tools Tools { get; }

    /// <summary>The account of every message this pod has published.</summary>
    Account Account { get; }

    /// <summary>What this pod's consumers did.</summary>
    ConsumerCounters Consumed { get; }

    /// <summary>What this pod asked others, and what it did not do because nobody waited for it any more.</summary>
    AskCounters Asks { get; }

    /// <summary>The long-term memory of significant events.</summary>
    IMemory Memory { get; }

    /// <summary>What contracts need of the pod. Use the generated members of a contract's class.</summary>
    ContractRuntime Contracts { get; }

    /// <summary>Replaces a hash (working memory, a contract). Never throws, never waits.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="message">The message. Over 524,288 bytes it is refused.</param>
    PublishResult Set<T>(in T message)
        where T : IHashMessage<T>;

    /// <summary>Replaces a hash and waits for the store's answer, at most the reply deadline.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="message">The message. Over 524,288 bytes it is refused.</param>
    /// <param name="cancellationToken">Gives up waiting; the write may still happen.</param>
    ValueTask<PublishResult> SetAsync<T>(in T message, CancellationToken cancellationToken = default)
        where T : IHashMessage<T>;

    /// <summary>Reads a hash. An outage is a result, not an exception.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="key">Its key, from the generated <c>KeyFor</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<HashResult<T>> GetAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IHashMessage<T>;

    /// <summary>Follows a job's stream: from now on, its entries reach this pod's handlers. Following twice is following once.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask FollowAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Follows a stream of one's own: from now on, its entries reach this pod's handlers for messages on such streams.</summary>
    /// <typeparam name="T">A message type on the stream.</typeparam>
    /// <param name="key">The stream, from the generated <c>KeyFor</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask FollowAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T>;

    /// <summary>Stops following a job's stream.</summary>
    /// <param name="job">The job.</param>
    void Unfollow(JobId job);

    /// <summary>Stops following a stream.</summary>
    /// <typeparam name="T">A message type on the stream.</typeparam>
    /// <param name="key">The stream.</param>
    void Unfollow<T>(MessageKey<T> key)
        where T : IStreamMessage<T>;

    /// <summary>Stops taking messages in, for all of the pod's handlers or for those of one group; what is being handled goes on. A paused pod leaves its place as a group's active reader to another.</summary>
    /// <param name="group">The group, e.g. <c>cg:worker</c>; null for everything, handlers without a group included.</param>
    void PauseConsuming(string? group = null);

    /// <summary>Goes on after <see cref="PauseConsuming"/>.</summary>
    /// <param name="group">The group; null for everything, whichever way it was paused.</param>
    void ResumeConsuming(string? group = null);

    /// <summary>How the pod's groups stand on their streams, asked now; the gauges of the meter <c>Nika.Messaging</c> show the same, every 15 s.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    ValueTask<IReadOnlyList<GroupFigures>> GroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>The dead letters of a stream, oldest first.</summary>
    /// <param name="stream">The stream they come from, e.g. <c>nika:feed:entities</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    IAsyncEnumerable<DeadLetter> DeadLettersAsync(string stream, CancellationToken cancellationToken = default);

    /// <summary>
    /// Puts dead letters back on their stream, as new entries with their own fields; each is removed from the dead letters once it is
    /// stored. Every group on the stream sees them; the envelope id is the same, for those who have seen it.
    /// </summary>
    /// <param name="stream">The stream they come from.</param>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="cancellationToken">Gives up between two of them.</param>
    /// <returns>How many.</returns>
    /// <exception cref="StoreUnavailableException">The store is away; what was put back until then is back.</exception>
    ValueTask<int> RedriveAsync(string stream, Func<DeadLetter, bool>? filter = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a stream without a group, from the entries that are there already on; ends when cancelled.</summary>
    /// <typeparam name="T">The message type; entries of other types are passed over, malformed ones too (counted and logged).</typeparam>
    /// <param name="key">The stream, from the generated <c>KeyFor</c>.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    IAsyncEnumerable<Received<T>> SubscribeAsync<T>(MessageKey<T> key, CancellationToken cancellationToken = default)
        where T : IStreamMessage<T>;
}
