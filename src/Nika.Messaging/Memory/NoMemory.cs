namespace Nika.Messaging.Memory;

/// <summary>The memory of a pod that has none: forgets, and says so when asked.</summary>
internal sealed class NoMemory : IMemory
{
    /// <summary>What whoever asks it is told.</summary>
    public const string Reason = "This pod has no memory. Add one when building it: UseSqliteMemory(path), of the package Nika.Messaging.Sqlite, or UseQdrant(address), of Nika.Messaging.Qdrant.";

    public string Description => "none";

    public ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => throw None();

    public ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw None();

    public ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default) => throw None();

    public IAsyncEnumerable<MemoryEvent> ScrollAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, CancellationToken cancellationToken = default) => throw None();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) =>
        throw None();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(
        ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) => throw None();

    public ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw None();

    public ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default) => throw None();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException None() => new(Reason);
}
