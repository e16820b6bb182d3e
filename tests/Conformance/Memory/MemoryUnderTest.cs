namespace Nika.Messaging.Conformance.Memory;

/// <summary>A memory, empty at first, and what must be cleared away after it.</summary>
/// <param name="memory">The memory.</param>
public class MemoryUnderTest(IMemory memory) : IAsyncDisposable
{
    /// <summary>The embedder of every memory in the suite.</summary>
    public static MemoryEmbedder Embedder { get; } = new(new HashedEmbeddings());

    public IMemory Memory { get; } = memory;

    public virtual async ValueTask DisposeAsync()
    {
        await Memory.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
