namespace Nika.Messaging;

/// <summary>A value of a field, and how many events have it.</summary>
/// <param name="Value">The value, of the field's kind.</param>
/// <param name="Count">How many events.</param>
public readonly record struct FacetCount(MemoryValue Value, long Count)
{
    /// <summary>The value and the count.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Value}: {Count}");
}
