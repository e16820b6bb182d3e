namespace Nika.Messaging.Streams;


/// <summary>What an encoded write does.</summary>
public enum WriteKind : byte
{
    /// <summary>Appends an entry to a stream (XADD).</summary>
    Append,

    /// <summary>Replaces a whole hash, so that no field of an older version remains.</summary>
    ReplaceHash,

    /// <summary>Adds to counters of a hash; field values are decimal integers (HINCRBY).</summary>
    Increment,
}
