namespace Nika.Messaging.Consuming;

/// <summary>An entry and the holding of it, see <see cref="InFlightEntries"/>.</summary>
internal readonly record struct HeldEntry(EntryIdentity Identity, long Hold);
