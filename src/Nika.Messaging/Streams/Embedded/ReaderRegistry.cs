using System.Runtime.InteropServices;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>Which readers follow which key, so that an append wakes those and no others. Every use is under the keyspace's lock.</summary>
internal sealed class ReaderRegistry
{
    private readonly Dictionary<string, List<EmbeddedReader>> byKey = new(StringComparer.Ordinal);

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
}
