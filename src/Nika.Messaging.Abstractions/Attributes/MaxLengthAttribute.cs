namespace Nika.Messaging;


/// <summary>Bounds a stream by number: <c>XADD MAXLEN ~ n</c>. About this many entries are kept, the newest.</summary>
/// <param name="entries">How many entries, at least 1.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MaxLengthAttribute(long entries) : Attribute
{
    /// <summary>How many entries are kept, about.</summary>
    public long Entries { get; } = entries;
}
