namespace Nika.Messaging.Consuming;

/// <summary>What handling one message at a time needs; reused for message after message.</summary>
internal sealed class HandlerSlot(GroupConsumer consumer) : IThreadPoolWorkItem
{
    public ReceivedEntry Entry { get; } = new();

    public MessageContext Context { get; } = new();

    // Handlers run on the pool, not on the reading loop: one that blocks must not stop the others.
    void IThreadPoolWorkItem.Execute() => _ = consumer.ProcessAsync(this);
}
