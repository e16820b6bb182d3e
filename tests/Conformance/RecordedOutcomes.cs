using System.Collections.Concurrent;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Conformance;

/// <summary>The pod's side of a lane: what became of each write.</summary>
internal sealed class RecordedOutcomes : IWriteOutcomes
{
    private readonly ConcurrentQueue<Guid> delivered = new();

    /// <summary>The writes that were stored, in the order in which that was reported.</summary>
    public IReadOnlyCollection<Guid> Delivered => delivered;

    /// <summary>Called with each report, on the thread that makes it.</summary>
    public Action? OnDelivered { get; set; }

    void IWriteOutcomes.Delivered(in WriteHeader header, in EncodedWrite write)
    {
        delivered.Enqueue(header.Id);
        OnDelivered?.Invoke();
    }

    PublishResult IWriteOutcomes.Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane) =>
        new(PublishStatus.Degraded, header.Id, $"{failure}: {reason}");
}
