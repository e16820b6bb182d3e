using System.Collections.Concurrent;

namespace Nika.Messaging.Qdrant.Setup;

/// <summary>What is known of a collection that was looked at and found fit.</summary>
/// <param name="Dimensions">The size of its vectors.</param>
/// <param name="MaxBatchEvents">The most events of one request.</param>
/// <param name="PageSize">The most events of one page.</param>
/// <param name="NeedsIndexes">Whether it refuses filters on fields without an index.</param>
internal sealed record CollectionState(int Dimensions, int MaxBatchEvents, int PageSize, bool NeedsIndexes)
{
    /// <summary>The payload indexes, kind by key.</summary>
    public required ConcurrentDictionary<string, string> Indexes { get; init; }
}
