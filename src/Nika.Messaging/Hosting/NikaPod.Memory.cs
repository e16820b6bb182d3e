using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <content>What a pod's users see of its memory.</content>
public sealed partial class NikaPod
{
    // The streams that every pod shares; the others are named for a job, and gone two hours after it.
    private static readonly string[] SharedStreams = ["nika:feed:entities", "nika:ipc:alpha"];

    /// <summary>
    /// Gives memory the significant events it lacks: from the JSONL bus of this pod's directory, from where the last catch-up ended, then from the entity feed and
    /// <c>nika:ipc:alpha</c>, for what a killed pod had sent and not yet written to the bus. Without a pod: <see cref="MemoryCatchUp"/>.
    /// </summary>
    /// <param name="progress">Told as it goes on.</param>
    /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>; it goes on there the next time.</param>
    /// <returns>The sums over all of them.</returns>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read now; the bus is done with.</exception>
    public async ValueTask<CatchUpProgress> CatchUpAsync(IProgress<CatchUpProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var catchUp = new MemoryCatchUp(memory, handledMessages);
        var sum = await catchUp.FromBusAsync(options.Directory, progress, cancellationToken).ConfigureAwait(false);
        foreach (string stream in SharedStreams)
        {
            var read = await catchUp.FromStreamAsync(store, stream, progress, cancellationToken).ConfigureAwait(false);
            sum = sum with
            {
                Messages = sum.Messages + read.Messages,
                Significant = sum.Significant + read.Significant,
                Restored = sum.Restored + read.Restored,
                Unreadable = sum.Unreadable + read.Unreadable,
            };
        }

        return sum;
    }

    private MemoryQueue CreateMemoryQueue()
    {
        var log = options.Memory.LogBytes == 0 ? null : new MemoryLog(Path.Combine(options.Directory, "logs", "memory", identity.Pod.Value + ".jsonl"), options.Memory.LogBytes);
        return new MemoryQueue(memory, options.Memory, timeProvider, logger, log: log);
    }
}
