namespace Nika.Messaging;

/// <summary>The long-term memory of significant events: where they are kept and asked for, long after the streams forgot them.</summary>
/// <remarks>
/// Safe for use by several threads. What is wrong in the question itself is an <see cref="ArgumentException"/> before anything is sent; that memory is
/// away, full or damaged is a <see cref="MemoryUnavailableException"/>. An event is found by every question asked after <see cref="RememberAsync"/> has returned.
/// </remarks>
public interface IMemory : IAsyncDisposable
{
    /// <summary>What it is, for log lines: <c>sqlite out/memory.db</c>. Never holds a secret.</summary>
    string Description { get; }

    /// <summary>Keeps events. Idempotent by <see cref="MemoryEvent.Id"/>: a repeated write is harmless, in one batch too.</summary>
    /// <param name="events">The events. Those without a vector are given one by the memory's embedder, if it has one.</param>
    /// <param name="cancellationToken">Gives up; some of the events may have been kept.</param>
    /// <exception cref="ArgumentException">A vector has another size than those there.</exception>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now; the same events may be given again.</exception>
    ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Events by their ids.</summary>
    /// <param name="ids">The ids; one given twice is answered once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that are there, in no particular order.</returns>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default);

    /// <summary>Counts events, exactly.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Counts events by the values of a field, exactly: <c>FacetAsync(Meta.Domain, Meta.Status == EntityStatus.Failed)</c> is "failures by domain".</summary>
    /// <param name="field">The field, of kind Text, Integer or Boolean. Events without it are left out; one that holds a list counts once for each different element.</param>
    /// <param name="filter">Which events.</param>
    /// <param name="limit">The most values, 1 to 10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The most frequent values first; of equally frequent ones, in no particular order.</returns>
    /// <exception cref="ArgumentException">The field is of another kind, or the limit is out of bounds.</exception>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Reads events by time, a page at a time, as they are asked for. Events that come or go meanwhile may be seen or not; no other is missed or seen twice.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="order">The newest or the oldest first; those of the same microsecond in no particular order.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    IAsyncEnumerable<MemoryEvent> ScrollAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, CancellationToken cancellationToken = default);

    /// <summary>Finds the events that a text means, by their meaning and, where the memory can, by their words.</summary>
    /// <param name="text">What is looked for, in words.</param>
    /// <param name="filter">Which events come into question; null for all.</param>
    /// <param name="limit">The most events, 1 to 1,000.</param>
    /// <param name="threshold">The least <see cref="RecalledEvent.Similarity"/>, from -1 to 1; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The best first.</returns>
    /// <exception cref="ArgumentException">The text is empty or only white space, or a number is out of bounds.</exception>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the events nearest to a vector, by cosine similarity.</summary>
    /// <param name="vector">The vector, of the size of those in memory. It need not be normalised, but must not be zero.</param>
    /// <param name="filter">Which events come into question; null for all.</param>
    /// <param name="limit">The most events, 1 to 1,000.</param>
    /// <param name="threshold">The least <see cref="RecalledEvent.Similarity"/>, from -1 to 1; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The nearest first. Events without a vector are left out.</returns>
    /// <exception cref="ArgumentException">The vector has another size, is zero or not finite, or a number is out of bounds.</exception>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default);

    /// <summary>The dry run of <see cref="ForgetAsync"/>: what would be forgotten. Changes nothing.</summary>
    /// <param name="filter">Which events.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Forgets events for good: all that the plan's filter means now.</summary>
    /// <param name="plan">The dry run's result, whose count somebody has looked at.</param>
    /// <param name="cancellationToken">Gives up; some of the events may be forgotten.</param>
    /// <returns>How many events that were. Others may have come or gone since the dry run.</returns>
    /// <exception cref="MemoryUnavailableException">Memory cannot be used now.</exception>
    ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default);
}
