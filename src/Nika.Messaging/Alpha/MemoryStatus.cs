namespace Nika.Messaging;

/// <summary>What became of a question put to memory.</summary>
public enum MemoryStatus
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>This pod has no memory.</summary>
    NoMemory,

    /// <summary>Memory is away, full or damaged.</summary>
    Degraded,
}
