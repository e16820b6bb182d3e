using System.Runtime.InteropServices;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>Which readers follow which key, so that an append wakes those and no others. Every use is under the keyspace's lock.</summary>
internal sealed class ReaderRegistry
{
    private readonly Dictionary<string, List<EmbeddedReader>> byKey = new(StringComparer.Ordinal);
    private readonly HashSet<EmbeddedReader> all = [];

    public bool IsClosed { get; private set; }

    public void Open(EmbeddedReader reader) => all.Add(reader);

    public void Close(EmbeddedReader reader) => all.Remove(reader);

    public void Follow(string key, EmbeddedReader reader)
    {
        ref var readers = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, key, out _);
        (readers ??= []).Add(reader);
    }

    public void Unfollow(string key, EmbeddedReader reader)
    {
        if (byKey.TryGetValue(key, out var readers) && readers.Remove(reader) && readers.Count == 0)
        {
            _ = byKey.Remove(key);
        }
    }

    public void Wake(string key)
    {
        if (byKey.TryGetValue(key, out var readers))
        {
            foreach (var reader in readers)
            {
                reader.Wake();
            }
        }
    }

    /// <summary>The store ends: whoever waits is told.</summary>
    public void CloseAll()
    {
        IsClosed = true;
        foreach (var reader in all)
        {
            reader.Wake();
        }
    }
}
