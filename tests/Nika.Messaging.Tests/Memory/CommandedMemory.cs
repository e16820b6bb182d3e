using System.Collections.Concurrent;

namespace Nika.Messaging.Tests.Memory;

/// <summary>A memory in the process that does as it is told: works, fails, or does not answer.</summary>
internal sealed class CommandedMemory : IMemory
{
    private readonly ConcurrentDictionary<Guid, MemoryEvent> events = new();
    private readonly ConcurrentQueue<MemoryEvent[]> attempts = new();

    /// <summary>What comes before a batch is kept; throws to fail.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Every batch that came, those that failed too.</summary>
    public MemoryEvent[][] Attempts => [.. attempts];

    public ICollection<Guid> Remembered => events.Keys;

    public string Description => "commanded";

    public async ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default)
    {
        attempts.Enqueue([.. events]);
        await Before(cancellationToken);
        foreach (var remembered in events)
        {
            this.events.TryAdd(remembered.Id, remembered);
        }
    }

    public ValueTask<IReadOnlyList<MemoryEvent>> GetAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask<IReadOnlyList<FacetCount>> FacetAsync(MemoryField field, MemoryFilter filter, int limit = 100, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public IAsyncEnumerable<MemoryEvent> ScrollAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.NewestFirst, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(string text, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) =>
        throw OnlyWrites();

    public ValueTask<IReadOnlyList<RecalledEvent>> RecallAsync(
        ReadOnlyMemory<float> vector, MemoryFilter? filter = null, int limit = 10, double? threshold = null, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask<ForgetPlan> PlanForgetAsync(MemoryFilter filter, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask<long> ForgetAsync(ForgetPlan plan, CancellationToken cancellationToken = default) => throw OnlyWrites();

    public ValueTask DisposeAsync() => throw new NotSupportedException("the queue does not own its memory");

    private static NotSupportedException OnlyWrites() => new("the queue only writes");
}
