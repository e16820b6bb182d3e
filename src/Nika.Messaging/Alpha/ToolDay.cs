namespace Nika.Messaging;

/// <summary>The tool calls of a day (<c>agent:metrics:{date}</c>, kept for seven days), as far as could be read.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Tools">The tools, most called first; none for a day that has no counts, or is past or to come.</param>
/// <param name="Reason">Why the answer is not whole: the store is away. Null if it is.</param>
public sealed record ToolDay(DateOnly Day, IReadOnlyList<ToolCount> Tools, string? Reason)
{
    /// <summary>Calls of all tools.</summary>
    public long Calls => Tools.Sum(static tool => tool.Calls);

    /// <summary>Failed calls of all tools.</summary>
    public long Errors => Tools.Sum(static tool => tool.Errors);
}
