namespace Nika.Messaging;


/// <summary>The long-term memory of significant events: where they are kept and asked for, long after the streams forgot them.</summary>
public interface IMemory : IAsyncDisposable
{
    /// <summary>What it is, for log lines: <c>sqlite out/memory.db</c>. Never holds a secret.</summary>
    string Description { get; }

    /// <summary>Keeps events. Idempotent by <see cref="MemoryEvent.Id"/>: a repeated write is harmless.</summary>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now; the same events may be given again.</exception>
    ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Counts events.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default);
}
