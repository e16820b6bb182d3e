namespace Nika.Messaging.Conformance.Memory;

/// <summary>Names a memory for the suite.</summary>
public interface IMemorySubject
{
    /// <summary>An empty memory of its own, with <see cref="MemoryUnderTest.Embedder"/>.</summary>
    static abstract ValueTask<MemoryUnderTest> CreateAsync();
}
