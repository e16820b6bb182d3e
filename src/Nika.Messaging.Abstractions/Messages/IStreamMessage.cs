namespace Nika.Messaging;


/// <summary>A message that is an entry of a stream.</summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
public interface IStreamMessage<TSelf> : IMessage<TSelf>
    where TSelf : IStreamMessage<TSelf>;
