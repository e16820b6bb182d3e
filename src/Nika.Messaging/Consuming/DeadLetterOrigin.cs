using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>Where a dead letter comes from.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="EntryId">The entry's id there.</param>
/// <param name="Group">The group in which it could not be handled.</param>
/// <param name="Consumer">The consumer that gave it up.</param>
public sealed record DeadLetterOrigin(string Stream, StreamId EntryId, string Group, string Consumer);
