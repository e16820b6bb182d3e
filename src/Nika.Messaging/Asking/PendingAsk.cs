using Nika.Messaging.Consuming;

namespace Nika.Messaging.Asking;

/// <summary>A request that waits for its reply.</summary>
internal abstract class PendingAsk(Guid id)
{
    public Guid Id { get; } = id;

    /// <summary>Looks at an entry that replies to the request. One at a time, on the reading loop.</summary>
    /// <param name="entry">The entry, its envelope read.</param>
    /// <param name="isMarked">Whether the entry says that it is a reply; otherwise it only is caused by the request.</param>
    /// <returns>Whether the request is done with.</returns>
    public abstract bool Take(ReceivedEntry entry, bool isMarked);

    /// <summary>Ends the waiting: the pod stops.</summary>
    public abstract void Abandon(string reason);

    /// <summary>What an entry of kind <c>error</c> says.</summary>
    protected static ReplyError ReadError(ReceivedEntry entry)
    {
        var delivery = entry.ToDelivery();
        string type = entry.Meta.Type;
        if (!delivery.Type.SequenceEqual(MessageDescriptor.Of<RequestFailed>().NameUtf8))
        {
            return new ReplyError(type, $"{entry.Meta.Pod} replied with the error {type}", IsRetriable: false);
        }

        return delivery.TryRead<RequestFailed>(out var failed)
            ? new ReplyError(failed.Code, failed.Message, failed.IsRetriable)
            : new ReplyError(RequestErrorCodes.Unreadable, $"the error of {entry.Meta.Pod} cannot be read: {delivery.Error}", IsRetriable: false);
    }
}
