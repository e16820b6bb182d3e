namespace Nika.Messaging;

/// <summary>What a reader of JSON takes at most. Beyond a limit reading fails, and the error says which it was.</summary>
public sealed record JsonLimits
{
    private const int LargestMaxDepth = 512;

    /// <summary>The limits unless one says otherwise.</summary>
    public static JsonLimits Default { get; } = new();

    /// <summary>The document's bytes. Default 524,288, what a message may have.</summary>
    public int MaxBytes { get; init; } = 512 * 1024;

    /// <summary>Objects and arrays open around one another, 1 to 512. Default 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not in that range.</exception>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LargestMaxDepth);
            field = value;
        }
    }
    = JsonReader.DefaultMaxDepth;

    /// <summary>The bytes of one string as it stands in the document, escapes included. Default: what the document may have.</summary>
    public int MaxTextBytes { get; init; } = int.MaxValue;

    /// <summary>The elements of one list or set, the members of one dictionary. Default: as many as the document holds.</summary>
    public int MaxCount { get; init; } = int.MaxValue;

    /// <summary>What is said of a longer document.</summary>
    internal string TooLong(long bytes) => $"The document has {bytes} bytes, more than the limit of {MaxBytes}";
}
