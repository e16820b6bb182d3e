namespace Nika.Messaging.Telemetry;

/// <summary>The counters of one day's tools.</summary>
internal sealed class ToolsOfDay(DateOnly day)
{
    private readonly Dictionary<string, (DailyCounter Calls, DailyCounter Errors)> tools = new(StringComparer.Ordinal);

    public DateOnly Day => day;

    public List<DailyCounter> Counters { get; } = [];

    public void Count(string tool, bool failed)
    {
        if (!tools.TryGetValue(tool, out var counters))
        {
            counters = tools.Count < ToolTally.MostTools ? Add(tool) : OfOthers();
        }

        counters.Calls.Increment();
        if (failed)
        {
            counters.Errors.Increment();
        }
    }

    private (DailyCounter Calls, DailyCounter Errors) OfOthers() => tools.TryGetValue(ToolTally.OtherTools, out var counters) ? counters : Add(ToolTally.OtherTools);

    private (DailyCounter Calls, DailyCounter Errors) Add(string tool)
    {
        var counters = (Calls: new DailyCounter(tool), Errors: new DailyCounter(tool + ToolTally.ErrorSuffix));
        Counters.AddRange([counters.Calls, counters.Errors]);
        tools[tool] = counters;
        return counters;
    }
}
