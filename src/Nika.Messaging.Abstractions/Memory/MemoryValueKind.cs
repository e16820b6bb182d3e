namespace Nika.Messaging;

/// <summary>What a field holds, and with that which conditions it takes.</summary>
public enum MemoryValueKind
{
    /// <summary>A string; ids, names of enum values and GUIDs too. Equality, facets.</summary>
    Text,

    /// <summary>A whole number of 64 bits. Equality, ranges, facets.</summary>
    Integer,

    /// <summary>A number with a fraction, compared as a double. Ranges; equality is a range of one value.</summary>
    Number,

    /// <summary>True or false. Equality, facets.</summary>
    Boolean,

    /// <summary>An instant, in microseconds. Ranges; equality is a range of one value.</summary>
    Time,
}
