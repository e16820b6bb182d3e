namespace Nika.Messaging.Streams.Embedded;

/// <summary>A lease: who has it, until it expires.</summary>
internal sealed class EmbeddedLease(string key, string holder) : StoredValue(key)
{
    public string Holder { get; } = holder;
}
