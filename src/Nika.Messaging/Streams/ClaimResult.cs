namespace Nika.Messaging.Streams;


/// <summary>The outcome of a claim, apart from the entries.</summary>
/// <param name="Next">Where the next call starts; <see cref="StreamId.Zero"/> when the pending list was seen to its end.</param>
/// <param name="Trimmed">Entries that were pending but no longer exist: they expired unread.</param>
public readonly record struct ClaimResult(StreamId Next, IReadOnlyList<StreamId> Trimmed);
