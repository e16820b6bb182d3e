using Nika.Messaging.Streams;

namespace Nika.Messaging.Consuming;

/// <summary>An entry of a stream.</summary>
internal readonly record struct EntryIdentity(string Key, StreamId Id);
