namespace Nika.Messaging;

/// <summary>The bounds that every memory keeps, checked before anything is sent.</summary>
public static class MemoryArguments
{
    /// <summary>The most events of one answer of recall.</summary>
    public const int MaxRecalled = 1_000;

    /// <summary>The most values of one facet.</summary>
    public const int MaxFacets = 10_000;

    /// <summary>Checks what recall is asked for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most events.</param>
    /// <param name="threshold">The least similarity.</param>
    /// <exception cref="ArgumentException">The text says nothing, or a number is out of bounds.</exception>
    public static void CheckRecall(string text, int limit, double? threshold)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("The query is empty: say in words what is looked for.", nameof(text));
        }

        CheckRecall(limit, threshold);
    }

    /// <summary>Checks what recall is asked for.</summary>
    /// <param name="limit">The most events.</param>
    /// <param name="threshold">The least similarity.</param>
    /// <exception cref="ArgumentException">A number is out of bounds.</exception>
    public static void CheckRecall(int limit, double? threshold)
    {
        if (limit is < 1 or > MaxRecalled)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"From 1 to {MaxRecalled} events can be recalled at once.");
        }

        if (threshold is not (null or (>= -1 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A similarity is from -1 to 1.");
        }
    }

    /// <summary>Checks what a facet is asked for.</summary>
    /// <param name="field">The field.</param>
    /// <param name="limit">The most values.</param>
    /// <exception cref="ArgumentException">The field has no facets, or the limit is out of bounds.</exception>
    public static void CheckFacet(MemoryField field, int limit)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Kind is MemoryValueKind.Number or MemoryValueKind.Time)
        {
            throw new ArgumentException($"'{field.Name}' holds numbers with fractions or times, which hardly repeat: facets are of texts, whole numbers and truth values.", nameof(field));
        }

        if (limit is < 1 or > MaxFacets)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"From 1 to {MaxFacets} values can be asked for at once.");
        }
    }
}
