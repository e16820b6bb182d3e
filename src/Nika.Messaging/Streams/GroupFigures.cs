namespace Nika.Messaging.Streams;

/// <summary>How a consumer group stands on a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Group">The group.</param>
/// <param name="Lag">Entries nobody in the group was given yet. Where the server cannot tell (entries were deleted), they are counted, up to 1,000.</param>
/// <param name="Pending">Entries given to a consumer and not acked.</param>
/// <param name="OldestPendingAge">How long ago the oldest pending entry was added to the stream, by the store's clock; null if nothing is pending. Claims and renewals do not make it younger.</param>
/// <param name="Consumers">Consumers the group knows, dead ones and offers included.</param>
public sealed record GroupFigures(string Stream, string Group, long Lag, long Pending, TimeSpan? OldestPendingAge, long Consumers);
