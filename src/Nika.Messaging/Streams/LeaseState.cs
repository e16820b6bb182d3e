namespace Nika.Messaging.Streams;

/// <summary>Who has a lease.</summary>
/// <param name="Holder">The holder.</param>
/// <param name="Left">How long it still lasts unless renewed; null if it has no end, which only a stranger can have brought about.</param>
public readonly record struct LeaseState(string Holder, TimeSpan? Left);
