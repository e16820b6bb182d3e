using Nika.Messaging.Journal;

namespace Nika.Messaging;

/// <summary>What an Alpha needs to lead a swarm: see what matters, ask who is there, read the files and memory, hand out work. From DI, or <see cref="NikaPod.Alpha"/>.</summary>
public interface IAlpha
{
    /// <summary>
    /// The significant transitions of the entity feed, in <c>cg:orchestrator</c>: each is acknowledged when the next one is asked for, so that who
    /// stops or dies in the middle gets it again, and nothing before it. Of several Alphas one is active; the others wait here and take over.
    /// Events that are given out <see cref="ConsumerOptions.MaxDeliveries"/> times and never followed by the next go to the dead letters.
    /// Ends when the pod stops.
    /// </summary>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The pod does not run; it is being watched already; or it has handlers in <c>cg:orchestrator</c>, with which this would share events.</exception>
    IAsyncEnumerable<EntityEvent> WatchAsync(CancellationToken cancellationToken = default);

    /// <summary>Who is there, and doing what: from the pods' heartbeats of the last two hours. An outage is said in the result.</summary>
    /// <param name="limit">The most pods, those that announced themselves last, 1 to 10,000. Default 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Fleet> FleetAsync(int limit = 1_000, CancellationToken cancellationToken = default);

    /// <summary>How often which tool was called on a day, by all pods. An outage is said in the result; a day without counts has none.</summary>
    /// <param name="day">The day, UTC. Counts are kept for seven days.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ToolDay> ToolsAsync(DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>Reads an entity's channel file below this pod's directory, oldest first; nothing if there is none. Lines that cannot be read are reported as <see cref="BusSkip"/>.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    IAsyncEnumerable<BusRecord> ReadChannelAsync(EntityId entity, CancellationToken cancellationToken = default);

    /// <summary>Counts events in memory. Having no memory, or one that is away, is a result.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<MemoryResult<long>> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Finds the events that a text means. Having no memory, or one that is away, is a result.</summary>
    /// <param name="text">What is looked for, in words.</param>
    /// <param name="filter">Which events come into question; null for all.</param>
    /// <param name="limit">The most events, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The limit is out of bounds.</exception>
    ValueTask<MemoryResult<IReadOnlyList<RecalledEvent>>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, CancellationToken cancellationToken = default);

    /// <summary>Hands out work: creates the entity, for one of those who have a role or, without one, for any worker.</summary>
    /// <param name="work">The work; its <see cref="Entity.Role"/> says who is to take it, unless <paramref name="role"/> does.</param>
    /// <param name="summary">What is to be done.</param>
    /// <param name="role">Who is to take it: one pod of the group <c>cg:worker:{role}</c>.</param>
    /// <param name="cancellationToken">Gives up waiting; the work is handed out all the same.</param>
    /// <returns>As <see cref="Entities.CreateAsync"/>.</returns>
    ValueTask<PublishResult> AssignAsync(Entity work, string summary, RoleName? role = null, CancellationToken cancellationToken = default);

    /// <summary>Perhaps hands out work of Alpha's own accord: if <paramref name="chance"/> says so, the entity is created, and <c>autonomous_dispatch</c> tells the bus, with the probability it had.</summary>
    /// <param name="chance">How likely it is; the specification's is 3 %. One for all dispatches of an Alpha.</param>
    /// <param name="work">The work.</param>
    /// <param name="summary">What is to be done.</param>
    /// <param name="reason">Why it came into question.</param>
    /// <param name="cancellationToken">Gives up waiting; the work is handed out all the same.</param>
    /// <returns>Null if chance was against it; otherwise as <see cref="AssignAsync"/>.</returns>
    ValueTask<PublishResult?> DispatchAsync(Chance chance, Entity work, string summary, string reason, CancellationToken cancellationToken = default);

    /// <summary>Asks for a deliverable to be validated: <c>review_request</c> on the stream of the entity's job.</summary>
    /// <param name="entity">Whose deliverable it is; without a <see cref="Entity.JobId"/> the request is refused.</param>
    /// <param name="deliverable">Where it is: an artifact, a path, a link.</param>
    /// <param name="summary">What is to be looked at.</param>
    /// <param name="cancellationToken">Gives up waiting; the request may still be delivered.</param>
    ValueTask<PublishResult> RequestReviewAsync(Entity entity, string deliverable, string summary, CancellationToken cancellationToken = default);
}
