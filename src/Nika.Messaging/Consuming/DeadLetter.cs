using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>An entry of <c>nika:dlq:{stream}</c>: what could not be handled, and why.</summary>
/// <param name="Id">The dead letter's own entry id.</param>
/// <param name="Stream">The stream it comes from.</param>
/// <param name="Type">The message's wire name; empty if the entry had none.</param>
/// <param name="Meta">The envelope; null if it could not be read.</param>
/// <param name="Data">The message's JSON, as it came.</param>
/// <param name="Error">Why it could not be handled.</param>
/// <param name="Attempts">How often it had been delivered.</param>
/// <param name="Origin">Which entry it was, and who gave it up; null if that could not be read.</param>
public sealed record DeadLetter(StreamId Id, string Stream, string Type, NikaMeta? Meta, ReadOnlyMemory<byte> Data, string Error, long Attempts, DeadLetterOrigin? Origin);
