using Microsoft.Extensions.Logging;
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
    /// <summary>Called when a worker's event went to the dead letters: whoever waits for the entity must hear of it.</summary>
    public required EntityLostCallback OnEntityLost { get; init; }

    /// <summary>Called before a worker handles what was created for a job: from now on the pod follows the job's stream.</summary>
    public Func<JobId, ValueTask> OnJobTaken { get; set; } = static _ => ValueTask.CompletedTask;

    /// <summary>Called when a job was seen to end.</summary>
    public Action<JobId> OnJobEnded { get; set; } = static _ => { };
}
