namespace Nika.Messaging;

/// <summary>In which order remembered events are read.</summary>
public enum MemoryOrder
{
    /// <summary>From now back.</summary>
    NewestFirst,

    /// <summary>From the beginning on.</summary>
    OldestFirst,
}
