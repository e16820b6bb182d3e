namespace Nika.Messaging.Conformance.Memory;

/// <summary>
/// The frame of the suite for memories: every test gets an empty one. The facts are in <c>Suite</c>, a file for each part of the contract; each memory
/// derives all of them, in one file.
/// </summary>
/// <typeparam name="TSubject">The memory.</typeparam>
public abstract class MemoryFacts<TSubject> : IAsyncLifetime
    where TSubject : IMemorySubject
{
    private MemoryUnderTest? subject;

    protected IMemory Memory => subject!.Memory;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => subject = await TSubject.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (subject is not null)
        {
            await subject.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected async Task<Guid[]> ScrollIdsAsync(MemoryFilter filter, MemoryOrder order = MemoryOrder.OldestFirst)
    {
        var ids = new List<Guid>();
        await foreach (var seen in Memory.ScrollAsync(filter, order, Cancellation))
        {
            ids.Add(seen.Id);
        }

        return [.. ids];
    }
}
