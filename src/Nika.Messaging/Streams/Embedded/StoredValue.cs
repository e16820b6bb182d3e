namespace Nika.Messaging.Streams.Embedded;

/// <summary>What a key holds. Every use is under the keyspace's lock.</summary>
internal abstract class StoredValue(string key)
{
    public string Key { get; } = key;

    /// <summary>When it expires, in the keyspace's milliseconds.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>Whether the keyspace has forgotten it: the key is gone, or is another value's by now.</summary>
    public bool IsRemoved { get; set; }
}
