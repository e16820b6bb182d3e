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
}
