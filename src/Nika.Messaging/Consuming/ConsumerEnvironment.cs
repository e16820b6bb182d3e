using Microsoft.Extensions.Logging;
using Nika.Messaging.Asking;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>What all consumers of a pod share.</summary>
internal sealed record ConsumerEnvironment(
    IStore Store,
    HandlerPipeline Pipeline,
    DeadLetters DeadLetters,
    ConsumerOptions Options,
    ConsumerCounters Counters,
    TimeProvider TimeProvider,
    ILogger Logger)
{
    /// <summary>Requests and replies.</summary>
    public required Conversations Conversations { get; init; }

    /// <summary>Called when a worker's event went to the dead letters: whoever waits for the entity must hear of it.</summary>
    public required EntityLostCallback OnEntityLost { get; init; }

    /// <summary>Called for each entry of the entity feed that reaches a consumer, before it is handled or passed over.</summary>
    public required EntitySeenCallback OnEntitySeen { get; init; }

    /// <summary>Called before a worker handles what was created for a job: from now on the pod follows the job's stream.</summary>
    public Func<JobId, ValueTask> OnJobTaken { get; set; } = static _ => ValueTask.CompletedTask;

    /// <summary>Called when a job was seen to end.</summary>
    public Action<JobId> OnJobEnded { get; set; } = static _ => { };

    /// <summary>Tells those concerned what an entry says, whoever handles it.</summary>
    /// <param name="entry">The entry; its envelope has been read.</param>
    public void Watch(ReceivedEntry entry)
    {
        if (entry.Identity.Key == ConsumerHost.FeedKey)
        {
            OnEntitySeen(in entry.Meta);
        }

        // The job's end is the end of its stream, for those who took part in it.
        if (entry.Meta is { EntityKind: EntityKind.Job, Status: EntityStatus.Completed or EntityStatus.Failed or EntityStatus.Cancelled, JobId: { } job })
        {
            OnJobEnded(job);
        }
    }
}
