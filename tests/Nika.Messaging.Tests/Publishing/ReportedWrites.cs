using System.Collections.Concurrent;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Tests.Publishing;

/// <summary>Keeps what a lane reports.</summary>
internal sealed class ReportedWrites : IWriteOutcomes
{
    private readonly ConcurrentQueue<Report> all = new();

    public IReadOnlyCollection<Report> All => all;

    /// <summary>Called at each failure, by whoever reports it.</summary>
    public Action? OnReport { get; set; }

    void IWriteOutcomes.Delivered(in WriteHeader header, in EncodedWrite write) => all.Enqueue(new(header.Id, null, null, BytesOf(in write)));

    PublishResult IWriteOutcomes.Failed(in WriteHeader header, in EncodedWrite write, WriteFailure failure, string reason, string lane)
    {
        all.Enqueue(new(header.Id, failure, reason, BytesOf(in write)));
        OnReport?.Invoke();
        return new(PublishStatus.Degraded, header.Id, reason);
    }

    private static byte[] BytesOf(in EncodedWrite write) => [.. write.Key, .. write.Fields];

    /// <param name="Id">The write's.</param>
    /// <param name="Failure">Null if it was delivered.</param>
    /// <param name="Reason">Why it was not.</param>
    /// <param name="Bytes">The whole write.</param>
    public sealed record Report(Guid Id, WriteFailure? Failure, string? Reason, byte[] Bytes);
}
