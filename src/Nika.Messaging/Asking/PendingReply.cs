using Nika.Messaging.Consuming;
using Nika.Messaging.Publishing;

namespace Nika.Messaging.Asking;

/// <summary>A request that waits for one reply.</summary>
internal sealed class PendingReply<TReply>(Guid id) : PendingAsk(id)
    where TReply : IStreamMessage<TReply>
{
    private readonly TaskCompletionSource<Reply<TReply>> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Reply<TReply>> Task => source.Task;

    public override bool Take(ReceivedEntry entry, bool isMarked)
    {
        if (entry.Field(WireFields.Kind).SequenceEqual(WireFields.ValueOf(SignalKind.Error)))
        {
            return Set(new(ReplyStatus.Failed, default, ReadError(entry), null, Id));
        }

        var delivery = entry.ToDelivery();
        if (!delivery.Type.SequenceEqual(TReply.Descriptor.NameUtf8))
        {
            // What a handler publishes on its way is no reply.
            return isMarked && Set(Malformed($"{entry.Meta.Pod} replied with {entry.Meta.Type}, not with {TReply.Descriptor.Name}"));
        }

        return Set(delivery.TryRead<TReply>(out var reply)
            ? new(ReplyStatus.Answered, reply, null, null, Id)
            : Malformed($"the {TReply.Descriptor.Name} of {entry.Meta.Pod} cannot be read: {delivery.Error}"));
    }

    public override void Abandon(string reason) => Set(new(ReplyStatus.Degraded, default, null, reason, Id));

    private Reply<TReply> Malformed(string reason) => new(ReplyStatus.Malformed, default, null, reason, Id);

    private bool Set(in Reply<TReply> reply)
    {
        _ = source.TrySetResult(reply);
        return true;
    }
}
