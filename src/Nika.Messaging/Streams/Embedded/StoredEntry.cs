namespace Nika.Messaging.Streams.Embedded;

/// <summary>An entry: its id and its encoded fields, in the only array it allocates.</summary>
internal readonly record struct StoredEntry(StreamId Id, byte[] Fields);
