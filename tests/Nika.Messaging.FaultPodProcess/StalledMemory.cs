namespace Nika.Messaging.Faults;

/// <summary>A memory that takes events and never answers: what was given to it is nowhere when its process is killed.</summary>
public sealed class StalledMemory : IMemory
{
    public string Description => "stalled";

    public async ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default) => await Task.Delay(Timeout.Infinite, cancellationToken);

    public ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default) => throw Stalled();

    public IAsyncEnumerable<MemoryEvent> ScrollAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) =>
        throw Stalled();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(
        ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default) => throw Stalled();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static MemoryUnavailableException Stalled() => new("It never answers.");
}
