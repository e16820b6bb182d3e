namespace Nika.Messaging;

/// <summary>An event that was found by its meaning.</summary>
/// <param name="Event">The event.</param>
/// <param name="Score">How well it answers: the higher, the better. To be compared within one answer only.</param>
/// <param name="Similarity">The cosine of the angle between its vector and the question's, -1 to 1; null if one of them has none.</param>
public readonly record struct RecalledEvent(MemoryEvent Event, double Score, double? Similarity);
