namespace Nika.Messaging.Streams.Embedded;

/// <summary>A store's open readers, for its end. Every use is under the keyspace's lock.</summary>
internal sealed class OpenReaders
{
    private readonly HashSet<EmbeddedReader> readers = [];

    public void Add(EmbeddedReader reader) => readers.Add(reader);

    public void Remove(EmbeddedReader reader) => readers.Remove(reader);

    public EmbeddedReader[] ToArray() => [.. readers];
}
