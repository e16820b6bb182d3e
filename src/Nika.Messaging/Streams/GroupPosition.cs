namespace Nika.Messaging.Streams;

/// <summary>How far a consumer group has come on a stream: an entry up to <paramref name="LastDelivered"/> that is not pending was acked.</summary>
/// <param name="LastDelivered">The newest entry given to any consumer of the group.</param>
/// <param name="Pending">Entries given to a consumer and not acked, oldest first, at most as many as asked for.</param>
public sealed record GroupPosition(StreamId LastDelivered, IReadOnlyList<StreamId> Pending);
