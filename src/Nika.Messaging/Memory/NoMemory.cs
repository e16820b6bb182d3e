namespace Nika.Messaging.Memory;

/// <summary>The memory of a pod that has none: forgets, and says so when asked.</summary>
internal sealed class NoMemory : IMemory
{
    public string Description => "none";

    public ValueTask RememberAsync(IReadOnlyList<MemoryEvent> events, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<long> CountAsync(MemoryFilter filter, CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("This pod has no memory. Add one when building it: UseSqliteMemory(path), of the package Nika.Messaging.Sqlite.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
