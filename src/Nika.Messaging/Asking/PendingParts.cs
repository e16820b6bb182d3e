using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Nika.Messaging.Consuming;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Asking;

/// <summary>A request that waits for the parts of its reply. The parts are those of one pod, the first that sends any.</summary>
internal sealed class PendingParts<TPart>(Guid id, AskCounters counters) : PendingAsk(id)
    where TPart : IStreamMessage<TPart>
{
    // A worker keeps within its window; one that does not must not fill our memory.
    private const int MostWaiting = 4 * PartsWindow.Size;

    private readonly Channel<TPart> parts = Channel.CreateUnbounded<TPart>(new UnboundedChannelOptions { SingleWriter = true });
    private PodName source;
    private long received;

    /// <summary>How the reply ended; null until <see cref="WaitAsync"/> says that nothing more comes.</summary>
    public (ReplyStatus Status, ReplyError? Error, string? Reason)? End { get; private set; }

    /// <summary>Waits for a part.</summary>
    /// <returns>False after the last.</returns>
    public async ValueTask<bool> WaitAsync(TimeSpan patience, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var waiting = parts.Reader.WaitToReadAsync(cancellationToken);
        return waiting.IsCompletedSuccessfully ? waiting.Result : await waiting.AsTask().WaitAsync(patience, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    public bool TryRead([MaybeNullWhen(false)] out TPart part) => parts.Reader.TryRead(out part);

    public override bool Take(ReceivedEntry entry, bool isMarked)
    {
        if (!isMarked)
        {
            return false;
        }

        if (entry.Field(WireFields.Kind).SequenceEqual(WireFields.ValueOf(SignalKind.Error)))
        {
            return Finish(ReplyStatus.Failed, ReadError(entry), null);
        }

        if (received == 0)
        {
            source = entry.Meta.Pod;
        }

        var number = JsonReader.ForPlainText(entry.Field(WireFields.Part));
        if (!number.TryReadInt64(out long part) || part > received + 1)
        {
            return entry.Meta.Pod == source && Finish(ReplyStatus.Malformed, null, $"{entry.Meta.Pod} replied with {entry.Meta.Type}, which is not part {received + 1}");
        }

        if (entry.Meta.Pod != source || part <= received)
        {
            counters.CountLate(); // somebody begins again, or replies too
            return false;
        }

        return TakeNext(entry);
    }

    public override void Abandon(string reason) => Finish(ReplyStatus.Degraded, null, reason);

    private bool TakeNext(ReceivedEntry entry)
    {
        var delivery = entry.ToDelivery();
        if (delivery.Type.SequenceEqual(MessageDescriptor.Of<PartsEnded>().NameUtf8))
        {
            return Finish(ReplyStatus.Answered, null, null);
        }

        if (!delivery.Type.SequenceEqual(TPart.Descriptor.NameUtf8))
        {
            return Finish(ReplyStatus.Malformed, null, $"{source} replied with {entry.Meta.Type}, not with {TPart.Descriptor.Name}");
        }

        if (!delivery.TryRead<TPart>(out var read))
        {
            return Finish(ReplyStatus.Malformed, null, $"a {TPart.Descriptor.Name} of {source} cannot be read: {delivery.Error}");
        }

        if (parts.Reader.Count >= MostWaiting)
        {
            return Finish(ReplyStatus.Malformed, null, $"{source} is more than {MostWaiting} parts ahead");
        }

        received++;
        return !parts.Writer.TryWrite(read);
    }

    private bool Finish(ReplyStatus status, ReplyError? error, string? reason)
    {
        if (End is null)
        {
            End = (status, error, reason);
            _ = parts.Writer.TryComplete();
        }

        return true;
    }
}
